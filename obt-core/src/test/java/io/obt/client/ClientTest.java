package io.obt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.store.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ClientTest {
    private static final Instant LATER = Samples.AT.plusSeconds(9);
    private static final Registration NEXT = new Registration("r-2", "i-2", "0.2.0", null, LATER, "10.0.0.2");

    @Test
    void newClientIsDegradedUntilItReports() {
        assertThat(Samples.BARE.condition())
                .isEqualTo(new Condition(ClientStatus.DEGRADED, Samples.AT, "no report yet", false));
    }

    @Test
    void conditionIsNeverStale() {
        assertThatThrownBy(() -> new Condition(ClientStatus.STALE, Samples.AT, "no contact", true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void registeringAgainKeepsWhatIsKnown() {
        Client again = Samples.DESK.rejoined(NEXT, Samples.DESK.labels(), Samples.DESK.hardware(), Set.of("pull"));

        assertThat(again.registration()).isEqualTo(NEXT);
        assertThat(again.condition()).isEqualTo(Samples.DESK.condition());
        assertThat(again.inventory()).isSameAs(Samples.DESK.inventory());
        assertThat(again.loaded()).isEqualTo(Samples.DESK.loaded());
        assertThat(again.ollama()).isEqualTo(Samples.DESK.ollama());
        assertThat(again.lastSeen()).isEqualTo(LATER);
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientStatus.class,
            names = {"OFFLINE", "LEFT"})
    void clientThatWasGoneOwesAReportWhenItRegistersAgain(ClientStatus status) {
        Client gone = Samples.DESK.in(new Condition(status, Samples.AT, "gone", true), Samples.AT);
        Client again = gone.rejoined(NEXT, gone.labels(), gone.hardware(), gone.allow());
        assertThat(again.condition()).isEqualTo(Condition.awaitingReport(LATER));
    }

    @Test
    void clientDoesNotChangeWithWhatItWasMadeOf() {
        Set<String> allow = new HashSet<>(Set.of("pull"));
        List<Gpu> gpus = new ArrayList<>();
        Hardware hardware = new Hardware(null, null, null, null, null, null, null, gpus);
        Client client = Client.joined(new ClientId("c"), NEXT, Labels.NONE, hardware, allow);
        allow.add("delete");
        gpus.add(new Gpu("late", null, null));

        assertThat(client.allow()).containsExactly("pull");
        assertThat(client.hardware().gpus()).isEmpty();
    }
}
