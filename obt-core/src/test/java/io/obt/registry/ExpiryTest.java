package io.obt.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.client.Lease;
import io.obt.event.EventType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A client is declared offline when its lease is over: not before, and not much later (promise L1). */
final class ExpiryTest {
    private static final List<LeasePolicy> POLICIES = List.of(
            LeasePolicy.defaults(),
            new LeasePolicy(Duration.ofMillis(100), Duration.ofMillis(200)),
            new LeasePolicy(Duration.ofSeconds(1), Duration.ofSeconds(2)),
            new LeasePolicy(Duration.ofSeconds(1), Duration.ofSeconds(6)),
            new LeasePolicy(Duration.ofSeconds(10), Duration.ofSeconds(20)),
            new LeasePolicy(Duration.ofSeconds(10), Duration.ofMinutes(5)),
            new LeasePolicy(Duration.ofMinutes(1), null));
    private static final Duration NEVER_LATER = Duration.ofSeconds(5);

    @Test
    void offlineComesNeverBeforeTheLeaseEndsAndNeverLongAfter() {
        Seeds.each(49, random -> new Schedule(random, POLICIES.get(random.nextInt(POLICIES.size()))).run());
    }

    /** Five clients, few enough for the mass brake to stay out of it, that report and fall silent as chance will. */
    private static final class Schedule {
        private final Random random;
        private final TestFleet fleet;
        private final List<TestAgent> agents;
        private final Map<TestAgent, Long> heardAt = new HashMap<>();
        private final Map<TestAgent, Long> nextBeat = new HashMap<>();
        private final long start;

        Schedule(Random random, LeasePolicy policy) {
            this.random = random;
            fleet = new TestFleet(policy);
            start = fleet.time().nanos();
            agents = IntStream.range(0, 5)
                    .mapToObj(i -> fleet.agent("client-" + i).register())
                    .toList();
            agents.forEach(this::heard);
        }

        void run() {
            long intervals = 40 + random.nextInt(40);
            Duration end = lease(agents.get(0)).interval().multipliedBy(intervals);
            while (elapsed().compareTo(end) < 0) {
                fleet.time().advance(Duration.ofMillis(900 + random.nextInt(200)));
                agents.forEach(this::maybeBeat);
                fleet.sweep();
                agents.forEach(this::assertBlamedRightly);
            }
        }

        private void maybeBeat(TestAgent agent) {
            if (fleet.time().nanos() - nextBeat.get(agent) >= 0) {
                agent.beat(random.nextInt(4) == 0 ? TestAgent.ILL : TestAgent.WELL);
                heard(agent);
            }
        }

        private void heard(TestAgent agent) {
            heardAt.put(agent, fleet.time().nanos());
            Lease lease = lease(agent);
            Duration pause = random.nextInt(4) == 0
                    ? lease.timeToLive().multipliedBy(random.nextInt(300)).dividedBy(100)
                    : lease.interval();
            nextBeat.put(agent, fleet.time().nanos() + pause.toNanos());
        }

        private void assertBlamedRightly(TestAgent agent) {
            Duration silence = Duration.ofNanos(fleet.time().nanos() - heardAt.get(agent));
            Duration lease = lease(agent).timeToLive();
            Duration grace = lease.multipliedBy(3).dividedBy(2);
            boolean offline = fleet.status(agent.id().value()) == ClientStatus.OFFLINE;
            boolean tooLate =
                    silence.compareTo(lease.plus(NEVER_LATER)) > 0 && elapsed().compareTo(grace.plus(NEVER_LATER)) > 0;
            if (offline) {
                assertThat(silence)
                        .as("silence of %s, which is offline", agent.id())
                        .isGreaterThan(lease);
            }
            assertThat(tooLate && !offline)
                    .as("%s is silent for %s and not offline", agent.id(), silence)
                    .isFalse();
        }

        private Lease lease(TestAgent agent) {
            return fleet.client(agent.id().value()).contact().lease();
        }

        private Duration elapsed() {
            return Duration.ofNanos(fleet.time().nanos() - start);
        }
    }

    @Test
    void eachSilenceMakesOneOfflineEventThatNamesIt() {
        TestFleet fleet = new TestFleet();
        TestAgent desk = fleet.agent("desk").online();
        fleet.passSeconds(100, desk);
        long event = fleet.now();
        fleet.passSeconds(200);
        desk.beat();
        fleet.passSeconds(200);

        assertThat(fleet.storySince(event))
                .containsExactly("CLIENT_OFFLINE desk", "CLIENT_ONLINE desk", "CLIENT_OFFLINE desk");
        assertThat(fleet.events(EventType.CLIENT_OFFLINE).get(0).detail()).isEqualTo("silent for 61 s");
        assertThat(fleet.events(EventType.CLIENT_OFFLINE).get(0).groupId()).isNull();
    }

    @Test
    void clientHeardWhileTheSweepLooksIsNotDeclaredOffline() {
        TestFleet fleet = new TestFleet();
        TestAgent desk = fleet.agent("desk").online();
        fleet.passSeconds(100, desk);
        ClientSnapshot observed = fleet.client("desk");
        fleet.time().advance(Duration.ofSeconds(61));
        desk.beat();
        fleet.fleet().registry().expire(observed, Optional.empty());
        assertThat(fleet.status("desk")).isEqualTo(ClientStatus.ONLINE);
    }
}
