package io.obt.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoleTest {
    @ParameterizedTest
    @CsvSource({
        "JOIN,     PUBLIC JOIN",
        "AGENT,    PUBLIC AGENT",
        "VIEWER,   PUBLIC VIEWER",
        "OPERATOR, PUBLIC VIEWER OPERATOR",
        "ADMIN,    PUBLIC VIEWER OPERATOR ADMIN"
    })
    void roleCoversThese(Role role, String covered) {
        for (Role needed : Role.values()) {
            assertThat(role.covers(needed))
                    .as("%s for %s", role, needed)
                    .isEqualTo((" " + covered + " ").contains(" " + needed + " "));
        }
    }
}
