package io.obt.registry;

import static io.obt.client.ClientStatus.OFFLINE;
import static io.obt.client.ClientStatus.ONLINE;
import static io.obt.client.ClientStatus.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When many clients fall silent at once it is probably the network, and nobody is blamed for a while (promise L6). */
final class MassBrakeTest {
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final TestFleet fleet = new TestFleet();

    /** Lets a fleet live for a while, then cuts off that many of it; returns who still reports. */
    private List<TestAgent> cut(int clients, int silent) {
        List<TestAgent> agents = fleet.online(clients);
        fleet.pass(Duration.ofSeconds(100), agents);
        return agents.subList(silent, clients);
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "3, 3", "5, 5", "10, 5", "30, 5", "40, 6", "1000, 150"})
    void fewWhoFallSilentAreEachDeclaredOffline(int clients, int silent) {
        List<TestAgent> others = cut(clients, silent);
        fleet.pass(LEASE.plusSeconds(5), others);

        assertThat(fleet.events(EventType.FLEET_CONTACT_LOST)).isEmpty();
        assertThat(fleet.events(EventType.CLIENT_OFFLINE))
                .hasSize(silent)
                .extracting(FleetEvent::groupId)
                .containsOnlyNulls();
        assertThat(fleet.count(OFFLINE)).isEqualTo(silent);
        assertThat(fleet.count(ONLINE)).isEqualTo(clients - silent);
    }

    @ParameterizedTest
    @CsvSource({"6, 6", "10, 6", "10, 10", "40, 7", "1000, 151", "1000, 400", "1000, 1000"})
    void manyWhoFallSilentAtOnceMakeOneEvent(int clients, int silent) {
        List<TestAgent> others = cut(clients, silent);
        fleet.pass(LEASE.plusSeconds(120), others);

        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).isEmpty();
        assertThat(fleet.events(EventType.FLEET_CONTACT_LOST))
                .singleElement()
                .extracting(FleetEvent::detail)
                .asString()
                .startsWith("Lost contact with " + silent + " clients at once");
        assertThat(fleet.count(STALE)).isEqualTo(silent);
        assertThat(fleet.count(ONLINE)).isEqualTo(clients - silent);
        assertThat(fleet.fleet().brake().outage())
                .get()
                .extracting(MassBrake.Outage::clients)
                .isEqualTo(silent);
    }

    @Test
    void contactThatIsBackEndsItWithoutAWord() {
        List<TestAgent> agents = fleet.online(1_000);
        fleet.pass(Duration.ofSeconds(100), agents);
        fleet.pass(Duration.ofSeconds(200), agents.subList(400, 1_000));
        long event = fleet.now();
        agents.forEach(TestAgent::beat);
        fleet.pass(Duration.ofSeconds(300), agents);

        assertThat(fleet.storySince(event)).isEmpty();
        assertThat(fleet.fleet().brake().outage()).isEmpty();
        assertThat(fleet.count(ONLINE)).isEqualTo(1_000);
    }

    @Test
    void whoStaysAwayIsDeclaredOfflineInOneGroup() {
        List<TestAgent> others = cut(1_000, 400);
        fleet.pass(LEASE.plusSeconds(5), others);
        FleetEvent lost = fleet.events(EventType.FLEET_CONTACT_LOST).get(0);
        fleet.pass(Duration.ofMinutes(10).minusSeconds(10), others);
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).isEmpty();

        fleet.pass(Duration.ofMinutes(5), others);
        assertThat(fleet.events(EventType.CLIENT_OFFLINE))
                .hasSize(400)
                .allSatisfy(event -> assertThat(event.groupId()).isEqualTo(lost.groupId()))
                .extracting(FleetEvent::clientId)
                .doesNotHaveDuplicates();
        assertThat(lost.groupId()).isNotNull();
        assertThat(fleet.events(EventType.FLEET_CONTACT_LOST)).hasSize(1);
        assertThat(fleet.fleet().brake().outage()).isEmpty();
        assertThat(fleet.count(OFFLINE)).isEqualTo(400);
        assertThat(fleet.count(ONLINE)).isEqualTo(600);
    }

    @Test
    void whoIsStillAwayWhenMostAreBackBelongsToTheGroup() {
        List<TestAgent> agents = fleet.online(1_000);
        fleet.pass(Duration.ofSeconds(100), agents);
        fleet.pass(Duration.ofSeconds(200), agents.subList(400, 1_000));
        FleetEvent lost = fleet.events(EventType.FLEET_CONTACT_LOST).get(0);
        fleet.pass(Duration.ofSeconds(60), agents.subList(100, 1_000));

        assertThat(fleet.events(EventType.CLIENT_OFFLINE))
                .hasSize(100)
                .extracting(FleetEvent::groupId)
                .containsOnly(lost.groupId());
        fleet.pass(Duration.ofSeconds(300), agents.subList(100, 1_000));
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).hasSize(100);
    }

    @Test
    void shortLeasesHoldItForTenLeasesOnly() {
        TestFleet quick = new TestFleet(new LeasePolicy(Duration.ofSeconds(1), Duration.ofSeconds(6)));
        quick.online(10);
        quick.pass(Duration.ofSeconds(60));
        assertThat(quick.events(EventType.FLEET_CONTACT_LOST)).hasSize(1);
        assertThat(quick.events(EventType.CLIENT_OFFLINE)).isEmpty();
        quick.pass(Duration.ofSeconds(15));
        assertThat(quick.events(EventType.CLIENT_OFFLINE)).hasSize(10);
    }

    @Test
    void nextOutageIsAnotherGroup() {
        List<TestAgent> agents = fleet.online(10);
        fleet.pass(Duration.ofSeconds(100), agents);
        for (int outage = 0; outage < 2; outage++) {
            fleet.pass(Duration.ofMinutes(15));
            agents.forEach(TestAgent::beat);
            fleet.pass(Duration.ofSeconds(100), agents);
        }
        assertThat(fleet.events(EventType.FLEET_CONTACT_LOST))
                .hasSize(2)
                .extracting(FleetEvent::groupId)
                .doesNotHaveDuplicates();
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).hasSize(20);
        assertThat(fleet.count(ONLINE)).isEqualTo(10);
    }

    @Test
    void clientsThatDieOneAfterAnotherAreNoOutage() {
        List<TestAgent> agents = fleet.online(20);
        fleet.pass(Duration.ofSeconds(100), agents);
        for (int dead = 1; dead <= 20; dead++) {
            fleet.pass(Duration.ofSeconds(100), agents.subList(dead, 20));
        }
        assertThat(fleet.events(EventType.FLEET_CONTACT_LOST)).isEmpty();
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).hasSize(20);
    }

    @Test
    void fleetThatDoesNotComeBackAfterARestartIsAnOutageToo() {
        fleet.online(10);
        fleet.flush();
        fleet.restart();
        fleet.pass(Duration.ofSeconds(100));
        assertThat(fleet.events(EventType.FLEET_CONTACT_LOST)).hasSize(1);
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).isEmpty();
    }

    @Test
    void clientsThatLeaveOrAreGoneDoNotCountAsLive() {
        List<TestAgent> agents = fleet.online(100);
        fleet.pass(Duration.ofSeconds(100), agents);
        agents.subList(0, 80).forEach(TestAgent::leave);
        fleet.pass(LEASE.plusSeconds(5), agents.subList(86, 100));
        assertThat(fleet.events(EventType.FLEET_CONTACT_LOST)).hasSize(1);
        assertThat(fleet.fleet().brake().outage())
                .get()
                .extracting(MassBrake.Outage::clients)
                .isEqualTo(6);
    }

    @Test
    void pauseDuringAnOutageDoesNotEndIt() {
        List<TestAgent> others = cut(10, 8);
        fleet.pass(LEASE.plusSeconds(5), others);
        fleet.time().advance(Duration.ofMinutes(15));
        fleet.sweep();
        others.forEach(TestAgent::beat);
        fleet.pass(Duration.ofSeconds(80), others);
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).isEmpty();

        fleet.pass(Duration.ofSeconds(60), others);
        assertEndedInOneGroup(8);
    }

    @Test
    void outageOfTheStoreDuringAnOutageDoesNotEndIt() {
        List<TestAgent> others = cut(10, 8);
        fleet.pass(LEASE.plusSeconds(5), others);
        fleet.store().breakDown();
        fleet.flush();
        fleet.pass(Duration.ofMinutes(30), others);
        fleet.store().repair();
        fleet.flush();
        fleet.pass(Duration.ofSeconds(80), others);
        assertThat(fleet.events(EventType.CLIENT_OFFLINE)).isEmpty();

        fleet.pass(Duration.ofSeconds(60), others);
        assertEndedInOneGroup(8);
    }

    private void assertEndedInOneGroup(int clients) {
        assertThat(fleet.events(EventType.FLEET_CONTACT_LOST)).hasSize(1);
        assertThat(fleet.events(EventType.CLIENT_OFFLINE))
                .hasSize(clients)
                .extracting(FleetEvent::groupId)
                .containsOnly(fleet.events(EventType.FLEET_CONTACT_LOST).get(0).groupId());
    }
}
