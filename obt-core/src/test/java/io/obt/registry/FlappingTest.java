package io.obt.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.ClientId;
import io.obt.event.EventType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients that come and go, with a moved clock. */
final class FlappingTest {
    private static final ClientId DESK = new ClientId("desk");
    private static final Duration TICK = Duration.ofNanos(1);

    private final TestFleet fleet = new TestFleet();
    private final TestAgent desk = fleet.agent("desk");

    private boolean flaps() {
        return fleet.fleet().registry().isFlapping(DESK, fleet.time().nanos());
    }

    private long looksTheSameFor() {
        return fleet.fleet().registry().looksTheSameFor(fleet.time().nanos());
    }

    private void degrade() {
        desk.beat(TestAgent.ILL);
        desk.beat(TestAgent.ILL);
    }

    /** Six changes within the time of {@code apart} between two of them. */
    private void flap(Duration apart) {
        desk.online();
        fleet.time().advance(apart);
        degrade();
        for (int i = 0; i < 2; i++) {
            fleet.time().advance(apart);
            desk.beat();
            fleet.time().advance(apart);
            degrade();
        }
    }

    @Test
    void sixthChangeWithinTenMinutesIsToldAndTheChangesStayInTheLog() {
        flap(Duration.ofSeconds(10));
        assertThat(flaps()).isTrue();
        assertThat(fleet.story())
                .containsExactly(
                        "CLIENT_REGISTERED desk",
                        "CLIENT_ONLINE desk",
                        "CLIENT_DEGRADED desk",
                        "CLIENT_ONLINE desk",
                        "CLIENT_DEGRADED desk",
                        "CLIENT_ONLINE desk",
                        "CLIENT_DEGRADED desk",
                        "CLIENT_FLAPPING desk");
        assertThat(fleet.events(EventType.CLIENT_FLAPPING).get(0).detail())
                .isEqualTo("Changed its state 6 times within 10 min; it flaps until it has been quiet for as long");
    }

    @Test
    void fifthChangeIsNotYetFlapping() {
        desk.online();
        for (int i = 0; i < 2; i++) {
            degrade();
            desk.beat();
        }
        assertThat(flaps()).isFalse();
        degrade();
        assertThat(flaps()).isTrue();
    }

    @Test
    void sixChangesOverTenMinutesAreNotFlapping() {
        flap(Duration.ofMinutes(2));
        assertThat(flaps()).as("the first is ten minutes old").isFalse();
    }

    @Test
    void sixChangesInLessThanTenMinutesAre() {
        flap(Duration.ofMinutes(2).minus(TICK));
        assertThat(flaps()).isTrue();
    }

    @Test
    void whileItFlapsItIsToldOnceHoweverOftenItChanges() {
        flap(Duration.ofSeconds(10));
        for (int i = 0; i < 20; i++) {
            fleet.time().advance(Duration.ofMinutes(9));
            desk.beat();
            degrade();
        }
        assertThat(flaps()).isTrue();
        assertThat(fleet.events(EventType.CLIENT_FLAPPING)).hasSize(1);
        assertThat(fleet.events(EventType.CLIENT_DEGRADED)).hasSize(23);
    }

    @Test
    void tenQuietMinutesEndItByTimeAlone() {
        flap(Duration.ofSeconds(10));
        fleet.time().advance(Duration.ofMinutes(10).minus(TICK));
        assertThat(flaps()).isTrue();
        fleet.time().advance(TICK);
        assertThat(flaps()).isFalse();
    }

    @Test
    void afterItWasQuietItTakesSixChangesAgainAndIsToldAgain() {
        flap(Duration.ofSeconds(10));
        fleet.time().advance(Duration.ofMinutes(10));
        for (int i = 0; i < 2; i++) {
            desk.beat();
            degrade();
        }
        desk.beat();
        assertThat(flaps()).as("five changes").isFalse();
        degrade();
        assertThat(flaps()).isTrue();
        assertThat(fleet.events(EventType.CLIENT_FLAPPING)).hasSize(2);
    }

    @Test
    void endOfFlappingEndsForHowLongTheClientsLookTheSame() {
        flap(Duration.ofSeconds(10));
        desk.leave(); // so that no silence changes how it looks
        assertThat(looksTheSameFor()).isEqualTo(Flapping.WINDOW.toNanos());
        fleet.time().advance(Duration.ofMinutes(4));
        assertThat(looksTheSameFor()).isEqualTo(Duration.ofMinutes(6).toNanos());
        fleet.time().advance(Duration.ofMinutes(6));
        assertThat(looksTheSameFor()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void clientThatIsForgottenFlapsNoMore() {
        flap(Duration.ofSeconds(10));
        desk.leave();
        assertThat(flaps()).isTrue();
        fleet.fleet().registrar().forget(DESK);
        assertThat(flaps()).isFalse();
    }

    @Test
    void clientsThatAreQuietLeaveNothingBehind() {
        Flapping flapping = new Flapping();
        for (int i = 0; i < 1_000; i++) {
            flapping.changed(new ClientId("client-" + i), fleet.time().nanos());
            fleet.time().advance(Duration.ofSeconds(10));
        }
        // Sixty in a window, and those of the window before that are still to be let go of.
        assertThat(flapping.count()).isBetween(1, 2 * 61);
        for (int i = 0; i < Flapping.TRANSITIONS; i++) {
            flapping.changed(DESK, fleet.time().nanos());
        }
        fleet.time().advance(Flapping.WINDOW);
        flapping.changed(new ClientId("lab"), fleet.time().nanos());
        assertThat(flapping.count()).isEqualTo(1);
    }
}
