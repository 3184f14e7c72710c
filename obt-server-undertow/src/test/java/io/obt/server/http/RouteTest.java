package io.obt.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.access.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much may be sent by whom. */
final class RouteTest {
    @ParameterizedTest
    @EnumSource(Role.class)
    void whoHasHardlyShownWhoTheyAreMaySendLittle(Role role) {
        Route route = new Route("PUT", "/api/v1/anything", role, "a.change", Route.On.IO, request -> {});
        boolean stranger = role == Role.PUBLIC || role == Role.JOIN;
        assertThat(route.mostBodyBytes()).isEqualTo(stranger ? 4_096 : 1_048_576);
    }
}
