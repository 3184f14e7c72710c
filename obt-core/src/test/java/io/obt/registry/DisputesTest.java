package io.obt.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.obt.client.ClientId;
import io.obt.client.Registration;
import io.obt.store.Samples;
import io.obt.time.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is remembered of quarrels over ids, and for how long. */
final class DisputesTest {
    private static final ClientId DESK = new ClientId("desk");
    private static final Duration LONGER = Disputes.WINDOW.plusSeconds(1);

    private final ManualTime time = new ManualTime();
    private final Disputes disputes = new Disputes();

    private static Registration registration(String id) {
        return new Registration(id, "instance-" + id, "0.1.0", null, Samples.AT, "10.0.0.1");
    }

    private void takeOver(ClientId id) {
        disputes.takenOver(id, registration("old"), registration("new"), time.nanos());
    }

    private void refuse(ClientId id) {
        for (int i = 0; i < 3; i++) {
            takeOver(id);
            assertThat(disputes.spokeAgain(id, "old", time.nanos())).isPresent();
        }
        assertThatExceptionOfType(DisputedClientIdException.class).isThrownBy(() -> disputes.checkReport(id));
    }

    @Test
    void agentsThatRestartUnderEverNewIdsLeaveNothingBehind() {
        for (int i = 0; i < 1_000; i++) {
            takeOver(new ClientId("restarted-" + i));
            disputes.claimedInVain(new ClientId("held-" + i), "10.0.0.1", "10.0.0.2", time.nanos());
            time.advance(Duration.ofSeconds(10));
        }
        // Thirty pairs in a window, and those of the window before that are still to be let go of.
        assertThat(disputes.count()).isBetween(1, 2 * 2 * 31);
        time.advance(LONGER);
        takeOver(DESK);
        assertThat(disputes.count()).isEqualTo(1);
    }

    @Test
    void idThatWasRefusedIsLetGoOfWhenNobodyAskedForItForLong() {
        refuse(DESK);
        time.advance(LONGER);
        takeOver(new ClientId("other"));
        assertThat(disputes.count()).isEqualTo(1);
        assertThatCode(() -> disputes.checkReport(DESK)).doesNotThrowAnyException();
    }

    @Test
    void idThatSomebodyStillAsksForStaysRefused() {
        refuse(DESK);
        for (int i = 0; i < 10; i++) {
            time.advance(Disputes.WINDOW.dividedBy(2));
            for (String instance : new String[] {"one", "two"}) {
                assertThatExceptionOfType(DisputedClientIdException.class)
                        .isThrownBy(() -> disputes.checkClaim(DESK, instance, time.nanos()));
            }
            takeOver(new ClientId("other-" + i));
        }
    }

    @Test
    void agentThatSpeaksLongAfterItWasSupersededProvesNothing() {
        takeOver(DESK);
        time.advance(LONGER);
        assertThat(disputes.spokeAgain(DESK, "old", time.nanos())).isEmpty();
    }

    @Test
    void forgottenIdIsRememberedNoMore() {
        refuse(DESK);
        disputes.forget(DESK);
        assertThat(disputes.count()).isZero();
        assertThatCode(() -> disputes.checkReport(DESK)).doesNotThrowAnyException();
    }
}
