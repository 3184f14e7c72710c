package io.obt.registry;

import static io.obt.client.ClientStatus.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.client.ClientSnapshot;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.store.Samples;
import io.obt.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that is away for ten minutes, and comes back. */
final class StoreAwayTest {
    private static final int CLIENTS = 40;
    private static final int MINUTES = 10;

    private final TestFleet fleet = new TestFleet();
    private final List<TestAgent> agents = fleet.online(CLIENTS);
    private Instant gone;

    @BeforeEach
    void takeTheStoreAway() {
        fleet.flush();
        gone = fleet.time().now();
        fleet.store().breakDown();
    }

    private void pass(Duration duration, List<TestAgent> beating) {
        for (long second = 0; second < duration.toSeconds(); second += 10) {
            fleet.pass(Duration.ofSeconds(10), beating);
            fleet.flush();
        }
    }

    /** Ten minutes in which every client installs something each minute. */
    private void tenMinutes() {
        for (int minute = 0; minute < MINUTES; minute++) {
            char digest = (char) ('0' + minute % 10);
            agents.forEach(agent -> assertThat(
                            agent.beatWith(Samples.model("llama3.2", digest)).status())
                    .isEqualTo(ONLINE));
            pass(Duration.ofMinutes(1), agents);
        }
    }

    @Test
    void heartbeatsGoOnAndNobodyIsDeclaredOffline() {
        tenMinutes();
        assertThat(fleet.count(ONLINE)).isEqualTo(CLIENTS);
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).isEmpty();
        assertThat(fleet.events(EventType.FLEET_CONTACT_LOST)).isEmpty();
        assertThat(fleet.model("llama3.2").copies()).isEqualTo(CLIENTS);
    }

    @Test
    void outageIsSaidWithItsBeginningAndInTheWordsOfTheStore() {
        tenMinutes();
        assertThat(fleet.fleet().keeper().outage()).hasValueSatisfying(outage -> {
            assertThat(outage.since()).isBetween(gone, gone.plusSeconds(10));
            assertThat(outage.reason()).isEqualTo("The disk is full");
        });
        fleet.store().breakDown(new StoreUnavailableException("MongoDB does not answer"));
        fleet.flush();
        assertThat(fleet.fleet().keeper().outage()).hasValueSatisfying(outage -> {
            assertThat(outage.since()).isBetween(gone, gone.plusSeconds(10));
            assertThat(outage.reason()).isEqualTo("MongoDB does not answer");
        });
    }

    @Test
    void outageIsNoticedAndSoIsItsEndWhileNothingChanges() {
        Keeper keeper = fleet.fleet().keeper();
        fleet.time().advance(Duration.ofMillis(9_999));
        keeper.flush();
        assertThat(keeper.outage()).as("the store was there a moment ago").isEmpty();
        fleet.time().advance(Duration.ofMillis(1));
        keeper.flush();
        assertThat(keeper.outage())
                .hasValueSatisfying(outage ->
                        assertThat(outage.since()).isEqualTo(fleet.time().now()));
        fleet.store().repair();
        keeper.flush();
        assertThat(keeper.outage()).isEmpty();
    }

    @Test
    void everythingIsInTheStoreSoonAfterItsReturn() {
        tenMinutes();
        fleet.store().repair();
        pass(Duration.ofSeconds(60), agents);
        assertThat(fleet.stored())
                .containsExactlyInAnyOrderElementsOf(fleet.fleet().registry().clients().stream()
                        .map(ClientSnapshot::client)
                        .toList());
        assertThat(fleet.store().events(EventFilter.ALL, 0, 10_000)).isEqualTo(fleet.events());
        assertThat(fleet.events(EventType.MODEL_CHANGED)).hasSize(CLIENTS * (MINUTES - 1));
        assertThat(fleet.fleet().keeper().outage()).isEmpty();
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).isEmpty();
    }

    @Test
    void eventsOfTheOutageKeepTheirTimes() {
        tenMinutes();
        fleet.store().repair();
        fleet.flush();
        assertThat(fleet.store().events(new EventFilter(EventType.MODEL_CHANGED, null, null), 0, 10_000))
                .extracting(FleetEvent::at)
                .isSorted()
                .first()
                .isEqualTo(gone.plus(Duration.ofMinutes(1)));
    }

    // The store had it all the same, and only its answer was lost.
    @Test
    void claimThatWasRefusedButKeptIsOverwrittenByWhatIsTrue() {
        fleet.store().repair();
        TestAgent holder = agents.get(0);
        TestAgent other = fleet.agent(holder.id().value(), "another-process", "10.0.0.2");
        fleet.store().loseAnswers();
        assertThatThrownBy(other::register).isInstanceOf(StoreUnavailableException.class);
        fleet.store().repair();
        fleet.flush();
        fleet.restart();
        assertThat(holder.beat().status()).isEqualTo(ONLINE);
    }
}
