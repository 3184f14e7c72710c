package io.obt.registry;

import static io.obt.client.ClientStatus.OFFLINE;
import static io.obt.client.ClientStatus.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.client.ClientSnapshot;
import io.obt.client.Usage;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.store.InMemoryFleetStore;
import io.obt.time.ManualTime;
import io.obt.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two agents that claim one client id. */
final class ConflictTest {
    private final TestFleet fleet = new TestFleet();
    private final TestAgent one = fleet.agent("desk", "instance-one", "10.0.0.1");
    private final TestAgent two = fleet.agent("desk", "instance-two", "10.0.0.2");

    private void assertSuperseded(TestAgent agent) {
        assertThatThrownBy(agent::beat)
                .isInstanceOf(SupersededException.class)
                .hasMessage("Another agent has registered as 'desk'; stop one of the two or give it another client id");
    }

    private static void assertRefused(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(DisputedClientIdException.class)
                .hasMessageContainingAll("Two agents claim the client id 'desk'", "10.0.0.1", "10.0.0.2", "5 min");
    }

    /** Both take the id from each other until both are refused. */
    private void fight() {
        one.online();
        two.online();
        assertSuperseded(one);
        one.register();
        assertSuperseded(two);
        two.register();
        assertSuperseded(one);
    }

    @Test
    void takeoverByARestartedAgentIsNoConflict() {
        for (int restart = 0; restart < 10; restart++) {
            fleet.agent("desk", "process-" + restart, "10.0.0.1").online();
            fleet.passSeconds(5);
        }
        assertThat(fleet.status("desk")).isEqualTo(ONLINE);
        assertThat(fleet.events(EventType.CLIENT_CONFLICT)).isEmpty();
    }

    @Test
    void supersededAgentThatSpeaksIsToldAndTheConflictIsShownOnceWithBothAddresses() {
        one.online();
        two.online();
        ClientSnapshot before = fleet.client("desk");

        assertSuperseded(one);
        assertSuperseded(one);
        assertSuperseded(one);

        assertThat(fleet.events(EventType.CLIENT_CONFLICT))
                .singleElement()
                .extracting(FleetEvent::detail)
                .asString()
                .contains("10.0.0.1", "10.0.0.2");
        assertThat(fleet.events(EventType.CLIENT_CONFLICT).get(0).clientId()).hasToString("desk");
        assertThat(fleet.client("desk"))
                .as("the loser's reports change nothing")
                .isSameAs(before);
        assertThat(two.beat().status()).isEqualTo(ONLINE);
    }

    @Test
    void strangersRegistrationIdIsSupersededAndNoConflict() {
        one.online();
        TestAgent stranger = fleet.agent("desk", "instance-three", "10.0.0.3");
        assertSuperseded(stranger);
        two.online();
        assertSuperseded(stranger);
        assertThat(fleet.events(EventType.CLIENT_CONFLICT)).isEmpty();
    }

    @Test
    void thirdContestedTakeoverWithinFiveMinutesRefusesBoth() {
        fight();
        assertThat(fleet.events(EventType.CLIENT_CONFLICT)).hasSize(3);

        assertRefused(two::beat);
        assertRefused(one::register);
        assertRefused(two::register);
        assertRefused(() -> fleet.agent("desk", "instance-three", "10.0.0.3").register());
        assertThat(fleet.events(EventType.CLIENT_CONFLICT)).hasSize(3);
    }

    @Test
    void otherIdsAreNotConcerned() {
        fight();
        assertThatCode(() -> fleet.agent("lab").online()).doesNotThrowAnyException();
    }

    @Test
    void takeoversFarApartRefuseNobody() {
        one.online();
        for (int round = 0; round < 5; round++) {
            two.register();
            assertSuperseded(one);
            fleet.time().advance(Duration.ofSeconds(151));
            one.register();
            assertSuperseded(two);
            fleet.time().advance(Duration.ofSeconds(151));
        }
        assertThat(one.beat().status()).isEqualTo(ONLINE);
    }

    @Test
    void idIsFreeFiveMinutesAfterOnlyOneClaimsIt() {
        fight();
        // Both try for a while, then the second one is given another name.
        for (int minute = 0; minute < 3; minute++) {
            assertRefused(one::register);
            assertRefused(two::register);
            fleet.time().advance(Duration.ofMinutes(1));
        }
        for (int minute = 0; minute < 4; minute++) {
            assertRefused(one::register);
            fleet.time().advance(Duration.ofMinutes(1));
        }
        fleet.time().advance(Duration.ofSeconds(1));
        one.online();
        assertThat(fleet.status("desk")).isEqualTo(ONLINE);
        assertThat(one.beat().status()).isEqualTo(ONLINE);
    }

    @Test
    void idIsNotFreeWhileBothKeepClaimingIt() {
        fight();
        for (int minute = 0; minute < 30; minute++) {
            assertRefused(one::register);
            fleet.time().advance(Duration.ofMinutes(1));
            assertRefused(two::register);
            fleet.time().advance(Duration.ofMinutes(1));
        }
    }

    @Test
    void disputeThatEndedMayBeginAgain() {
        fight();
        fleet.time().advance(Duration.ofMinutes(6));
        one.online();
        assertThat(one.beat().status()).isEqualTo(ONLINE);
        long event = fleet.now();
        two.online();
        assertSuperseded(one);
        assertThat(fleet.storySince(event)).containsOnlyOnce("CLIENT_CONFLICT desk");
        assertThat(two.beat().status()).isEqualTo(ONLINE);
    }

    @Test
    void winnerThatSaidGoodbyeLeavesTheIdToTheOther() {
        one.online();
        two.online();
        two.leave();
        assertThatThrownBy(one::beat).isInstanceOf(UnknownClientException.class);
        one.online();
        assertThat(fleet.status("desk")).isEqualTo(ONLINE);
        assertThat(fleet.events(EventType.CLIENT_CONFLICT)).isEmpty();
    }

    // ---- an agent that would not go silent

    private ClientSnapshot ask(TestAgent agent) {
        return fleet.fleet()
                .registrar()
                .registerUnlessHeld(
                        agent.id(), agent.claim(), holder -> holder.instanceId().equals("instance-of-its-own"));
    }

    @Test
    void agentThatWouldNotGoSilentTakesTheIdFromNobodyWhoIsAlive() {
        one.online();
        ClientSnapshot before = fleet.client("desk");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> ask(two)).isInstanceOf(SupersededException.class);
        }
        assertThat(fleet.client("desk")).isSameAs(before);
        assertThat(fleet.events(EventType.CLIENT_CONFLICT))
                .singleElement()
                .extracting(FleetEvent::detail)
                .asString()
                .contains("10.0.0.1", "10.0.0.2");
        assertThat(one.beat().status()).isEqualTo(ONLINE);
    }

    @Test
    void conflictThatGoesOnIsToldAgain() {
        one.online();
        assertThatThrownBy(() -> ask(two)).isInstanceOf(SupersededException.class);
        fleet.passSeconds(Disputes.WINDOW.toSeconds(), one);
        assertThatThrownBy(() -> ask(two)).isInstanceOf(SupersededException.class);
        assertThat(fleet.events(EventType.CLIENT_CONFLICT)).hasSize(2);
    }

    @Test
    void agentThatWouldNotGoSilentHasTheIdOfOneThatIsGoneOrItsOwn() {
        one.online();
        one.leave();
        assertThat(ask(two).client().registration().instanceId()).isEqualTo("instance-two");
        TestAgent own = fleet.agent("lab", "instance-of-its-own", "10.0.0.1").online();
        TestAgent next = fleet.agent("lab", "its-next-version", "10.0.0.1");
        assertThat(ask(next).client().registration().instanceId()).isEqualTo("its-next-version");
        assertThat(fleet.status("lab")).isEqualTo(ONLINE);
        assertThatThrownBy(own::beat).isInstanceOf(SupersededException.class);
    }

    // The moment of the takeover is the one at which the clock is read for it.
    @Test
    void loserThatSpeaksTheMomentItIsSupersededMakesTheConflictVisible() {
        TalkativeTime time = new TalkativeTime();
        AtomicInteger registrations = new AtomicInteger();
        Fleet raced = Fleet.open(
                new InMemoryFleetStore(),
                LeasePolicy.defaults(),
                time,
                () -> "registration-" + registrations.incrementAndGet());
        raced.registrar().register(one.id(), one.claim());
        Report loser = new Report("registration-1", 1, TestAgent.WELL, null, null, null, Usage.UNKNOWN);
        AtomicBoolean spoke = new AtomicBoolean();
        time.listener = () -> {
            ClientSnapshot now = raced.registry().client(one.id()).orElseThrow();
            if (now.client().registration().id().equals("registration-2") && spoke.compareAndSet(false, true)) {
                assertThatThrownBy(() -> raced.registry().heartbeat(one.id(), loser))
                        .isInstanceOf(SupersededException.class);
            }
        };
        raced.registrar().register(two.id(), two.claim());
        time.nanos();

        assertThat(spoke).isTrue();
        assertThat(raced.events().unsaved()).extracting(FleetEvent::type).containsOnlyOnce(EventType.CLIENT_CONFLICT);
    }

    /** Time that tells somebody whenever it is asked. */
    private static final class TalkativeTime implements TimeSource {
        private final ManualTime time = new ManualTime();
        private Runnable listener = () -> {};

        @Override
        public long nanos() {
            listener.run();
            return time.nanos();
        }

        @Override
        public Instant now() {
            return time.now();
        }
    }

    @Test
    void forgottenIdIsFreeForWhoeverComesNext() {
        fight();
        assertRefused(one::register);
        fleet.passSeconds(300);
        assertThat(fleet.status("desk")).isEqualTo(OFFLINE);
        assertThat(fleet.fleet().registrar().forget(one.id())).isTrue();
        one.online();
        assertThat(one.beat().status()).isEqualTo(ONLINE);
    }
}
