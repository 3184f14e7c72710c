package io.obt.registry;

import static io.obt.client.ClientStatus.LEFT;
import static io.obt.client.ClientStatus.OFFLINE;
import static io.obt.client.ClientStatus.ONLINE;
import static io.obt.client.ClientStatus.STALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.event.EventType;
import io.obt.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A client is blamed only for silence that the server could have heard. */
final class CoverageTest {
    private final TestFleet fleet = new TestFleet();

    private TestAgent establishedDesk() {
        TestAgent desk = fleet.agent("desk").online();
        fleet.passSeconds(100, desk);
        return desk;
    }

    @Test
    void lateSweepBlamesNobodyAndSaysSo() {
        TestAgent desk = establishedDesk();
        long event = fleet.now();

        fleet.time().advance(Duration.ofMinutes(3));
        fleet.sweep();

        assertThat(fleet.storySince(event)).containsExactly("SERVER_PAUSED");
        assertThat(fleet.events(EventType.SERVER_PAUSED).get(0).detail())
                .startsWith("The server did not run for 179 s; nobody is declared offline");
        assertThat(fleet.status("desk")).isEqualTo(STALE);
        fleet.passSeconds(80);
        desk.beat();
        fleet.passSeconds(50);
        assertThat(fleet.storySince(event)).containsExactly("SERVER_PAUSED");
        assertThat(fleet.status("desk")).isNotEqualTo(OFFLINE);
    }

    @Test
    void whoStaysSilentAfterAPauseIsOfflineWhenOneAndAHalfLeasesAreOver() {
        establishedDesk();
        fleet.time().advance(Duration.ofMinutes(3));
        fleet.sweep();

        fleet.passSeconds(90);
        assertThat(fleet.status("desk")).isEqualTo(STALE);
        fleet.passSeconds(1);
        assertThat(fleet.status("desk")).isEqualTo(OFFLINE);
    }

    @Test
    void whoExpiresDuringThePauseIsNotBlamedEither() {
        establishedDesk();
        fleet.passSeconds(59);
        fleet.time().advance(Duration.ofSeconds(10));
        fleet.sweep();
        fleet.passSeconds(60);
        assertThat(fleet.status("desk")).isEqualTo(STALE);
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).isEmpty();
    }

    @Test
    void nobodyIsBlamedWhileReportsAreTurnedAway() {
        establishedDesk();
        long event = fleet.now();
        for (int i = 0; i < 200; i++) {
            fleet.fleet().sweeper().notAllHeard();
            fleet.passSeconds(1);
        }
        assertThat(fleet.status("desk")).isEqualTo(STALE);
        fleet.passSeconds(89);
        assertThat(fleet.status("desk")).isEqualTo(STALE);
        assertThat(fleet.storySince(event)).isEmpty();
        fleet.passSeconds(1);
        assertThat(fleet.status("desk")).isEqualTo(OFFLINE);
    }

    @Test
    void sweepLateByTwoSecondsIsNoPause() {
        establishedDesk();
        fleet.time().advance(Duration.ofSeconds(3));
        fleet.sweep();
        assertThat(fleet.events(EventType.SERVER_PAUSED)).isEmpty();
        fleet.time().advance(Duration.ofMillis(3_001));
        fleet.sweep();
        assertThat(fleet.events(EventType.SERVER_PAUSED)).hasSize(1);
    }

    @Test
    void everyPauseBeginsTheGraceAnew() {
        establishedDesk();
        for (int pause = 0; pause < 5; pause++) {
            fleet.time().advance(Duration.ofSeconds(20));
            fleet.sweep();
            fleet.passSeconds(89);
        }
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).isEmpty();
        assertThat(fleet.events(EventType.SERVER_PAUSED)).hasSize(5);
    }

    @Test
    void restartGivesEveryoneOneAndAHalfLeases() {
        TestAgent desk = fleet.agent("desk").online();
        fleet.agent("lab").online();
        fleet.flush();
        fleet.time().advance(Duration.ofMinutes(10));
        fleet.restart();
        long event = fleet.now();

        assertThat(fleet.status("desk")).isEqualTo(ONLINE);
        fleet.passSeconds(89);
        assertThat(desk.beat().status()).isEqualTo(ONLINE);
        fleet.passSeconds(1);
        assertThat(fleet.storySince(event)).isEmpty();
        fleet.passSeconds(1);
        assertThat(fleet.storySince(event)).containsExactly("CLIENT_OFFLINE lab");
    }

    @Test
    void whoWasOfflineOrLeftStaysSoAcrossARestart() {
        fleet.agent("left").online().leave();
        fleet.agent("offline").online();
        fleet.passSeconds(200);
        fleet.flush();
        fleet.restart();
        long event = fleet.now();
        fleet.passSeconds(300);

        assertThat(fleet.status("left")).isEqualTo(LEFT);
        assertThat(fleet.status("offline")).isEqualTo(OFFLINE);
        assertThat(fleet.storySince(event)).isEmpty();
    }

    @Test
    void whoWasOfflineOrLeftStaysSoAcrossAPause() {
        fleet.agent("left").online().leave();
        fleet.agent("offline").online();
        fleet.passSeconds(200);
        fleet.time().advance(Duration.ofMinutes(3));
        fleet.sweep();
        assertThat(fleet.status("left")).isEqualTo(LEFT);
        assertThat(fleet.status("offline")).isEqualTo(OFFLINE);
    }

    @Test
    void graceIsMeasuredByEachClientsOwnLease() {
        TestAgent slow = fleet.agent("slow");
        slow.register(new Claim("i", "0", Duration.ofSeconds(60), null, null, Set.of(), "10.0.0.1"));
        fleet.agent("desk").online();
        fleet.passSeconds(91);
        assertThat(fleet.status("desk")).isEqualTo(OFFLINE);
        assertThat(fleet.status("slow")).isNotEqualTo(OFFLINE);
        fleet.passSeconds(449);
        assertThat(fleet.status("slow")).isNotEqualTo(OFFLINE);
        fleet.passSeconds(1);
        assertThat(fleet.status("slow")).isEqualTo(OFFLINE);
    }

    @Test
    void nobodyExpiresWhileTheStoreRefusesRegistrations() {
        establishedDesk();
        fleet.store().breakDown();
        assertThatThrownBy(() -> fleet.agent("new").register()).isInstanceOf(StoreUnavailableException.class);
        assertThat(fleet.fleet().keeper().outage()).isPresent();

        fleet.pass(Duration.ofMinutes(30));
        assertThat(fleet.status("desk")).isEqualTo(STALE);
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).isEmpty();
    }

    @Test
    void flushThatFailsHoldsExpiryAsWell() {
        TestAgent desk = establishedDesk();
        fleet.flush();
        fleet.store().breakDown();
        desk.beatWith();
        fleet.flush();
        fleet.pass(Duration.ofMinutes(30));
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).isEmpty();
    }

    @Test
    void returnOfTheStoreGivesANewGrace() {
        TestAgent desk = establishedDesk();
        TestAgent lab = fleet.agent("lab").online();
        fleet.store().breakDown();
        desk.beatWith();
        fleet.flush();
        fleet.pass(Duration.ofMinutes(30));
        fleet.store().repair();
        fleet.flush();
        assertThat(fleet.fleet().keeper().outage()).isEmpty();

        fleet.passSeconds(89);
        lab.beat();
        fleet.passSeconds(1);
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).isEmpty();
        fleet.passSeconds(1);
        assertThat(fleet.status("desk")).isEqualTo(OFFLINE);
        assertThat(fleet.status("lab")).isEqualTo(ONLINE);
    }

    @Test
    void storeIsAskedAgainAlsoWhenNothingIsToBeWritten() {
        establishedDesk();
        fleet.flush();
        fleet.store().breakDown();
        assertThatThrownBy(() -> fleet.agent("new").register()).isInstanceOf(StoreUnavailableException.class);
        fleet.flush();
        assertThat(fleet.fleet().keeper().outage()).isPresent();
        fleet.store().repair();
        fleet.flush();
        assertThat(fleet.fleet().keeper().outage()).isEmpty();
    }

    @Test
    void leaseOfManyYearsDoesNotBreakTheSweep() {
        TestFleet patient = new TestFleet(new LeasePolicy(Duration.ofSeconds(10), Duration.ofDays(999_999_999)));
        patient.agent("desk").online();
        patient.pass(Duration.ofMinutes(10), List.of());
        assertThat(patient.status("desk")).isEqualTo(STALE);
    }
}
