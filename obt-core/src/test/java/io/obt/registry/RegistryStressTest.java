package io.obt.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.Client;
import io.obt.client.ClientSnapshot;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.model.ModelName;
import io.obt.store.Samples;
import io.obt.store.StoreUnavailableException;
import io.obt.store.Together;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Agents that report, register, leave and fight over ids while the server sweeps, flushes and is read. */
final class RegistryStressTest {
    private static final int IDS = 12;
    private static final int STEPS = 1_000;
    private static final Set<EventType> STATUS_EVENTS = EnumSet.of(
            EventType.CLIENT_ONLINE, EventType.CLIENT_DEGRADED, EventType.CLIENT_OFFLINE, EventType.CLIENT_LEFT);

    private final TestFleet fleet = new TestFleet();

    @RepeatedTest(2)
    @Timeout(60)
    void everybodyAtOnceLeavesAConsistentFleet() throws Exception {
        Together.run(6, thread -> {
            Random random = new Random(thread);
            switch (thread) {
                case 0 -> serve(random);
                case 1 -> look(random);
                default -> report(thread, random);
            }
        });
        fleet.store().repair();
        fleet.flush();

        NaiveCatalog.assertRight(fleet);
        List<Client> shown = fleet.fleet().registry().clients().stream()
                .map(ClientSnapshot::client)
                .toList();
        assertThat(fleet.stored()).containsExactlyInAnyOrderElementsOf(shown);
        assertEventsTellTheStory();
    }

    private void report(int thread, Random random) {
        List<TestAgent> agents = Stream.iterate(0, i -> i + 1)
                .limit(IDS)
                .map(i -> fleet.agent("client-" + i, "process-of-" + thread, "10.0.0." + thread))
                .toList();
        for (int step = 0; step < STEPS; step++) {
            TestAgent agent = agents.get(random.nextInt(IDS));
            try {
                switch (random.nextInt(40)) {
                    case 0 -> agent.leave();
                    case 1, 2 -> agent.register();
                    default ->
                        agent.send(agent.report(
                                random.nextInt(3) == 0 ? TestAgent.ILL : TestAgent.WELL,
                                random.nextBoolean() ? null : Inventory.of(Samples.models(random.nextInt(4))),
                                random.nextBoolean() ? null : loaded(random)));
                }
            } catch (UnknownClientException
                    | SupersededException
                    | DisputedClientIdException
                    | StoreUnavailableException e) {
                // What an agent is told when it comes too early, too late or at a bad time.
            }
        }
    }

    private static List<LoadedModel> loaded(Random random) {
        return List.of(new LoadedModel(ModelName.of("model-" + random.nextInt(4)), null, null, null, null, null));
    }

    private void serve(Random random) {
        for (int step = 0; step < STEPS; step++) {
            fleet.time().advance(Duration.ofMillis(random.nextInt(1_000)));
            fleet.sweep();
            if (random.nextInt(20) == 0) {
                fleet.store().breakDown();
            } else if (random.nextBoolean()) {
                fleet.store().repair();
            }
            fleet.flush();
        }
    }

    private void look(Random random) {
        for (int step = 0; step < STEPS; step++) {
            fleet.fleet()
                    .registry()
                    .clients()
                    .forEach(client -> client.status(fleet.time().nanos()));
            fleet.models().forEach(model -> assertThat(model.onlineCount()).isLessThanOrEqualTo(model.clientCount()));
            long after = Math.max(0, fleet.now() - random.nextInt(50));
            fleet.fleet()
                    .events()
                    .recent(after, 100)
                    .ifPresent(events ->
                            assertThat(events).extracting(FleetEvent::id).isSorted());
        }
    }

    // The last word on each client is how it is; and no status is told twice running unless it joined anew.
    private void assertEventsTellTheStory() {
        List<FleetEvent> events = fleet.store().events(EventFilter.ALL, 0, Integer.MAX_VALUE);
        assertThat(events).extracting(FleetEvent::id).isSorted().doesNotHaveDuplicates();
        Map<String, EventType> last = new HashMap<>();
        for (FleetEvent event : events) {
            if (event.type() == EventType.CLIENT_REGISTERED) {
                last.remove(String.valueOf(event.clientId()));
            } else if (STATUS_EVENTS.contains(event.type())) {
                EventType before = last.put(String.valueOf(event.clientId()), event.type());
                assertThat(before)
                        .as("%s told twice: %s", event.clientId(), event)
                        .isNotEqualTo(event.type());
            }
        }
        for (ClientSnapshot client : fleet.fleet().registry().clients()) {
            EventType told = last.get(client.id().value());
            if (told != null) {
                assertThat(told)
                        .hasToString("CLIENT_" + client.client().condition().status());
            }
        }
    }
}
