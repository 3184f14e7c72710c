package io.obt.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.Client;
import io.obt.client.GpuUsage;
import io.obt.client.OllamaState;
import io.obt.client.Usage;
import io.obt.model.LoadedModel;
import io.obt.model.ModelName;
import io.obt.store.Changes;
import io.obt.store.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reporting costs the store: nothing, unless there is something to keep. */
final class StoreUseTest {
    private final TestFleet fleet = new TestFleet();
    private final TestAgent desk = fleet.agent("desk").online();

    private int clientWrites() {
        return fleet.store().writes().stream()
                .map(Changes::clients)
                .mapToInt(List::size)
                .sum();
    }

    private void assertWrites(int expected, Runnable reports) {
        fleet.flush();
        int before = clientWrites();
        reports.run();
        fleet.flush();
        assertThat(clientWrites() - before).isEqualTo(expected);
    }

    @Test
    void heartbeatThatChangesNothingIsNotWritten() {
        desk.beatWith(Samples.model("llama3.2", '1'));
        desk.beatLoaded("llama3.2");
        assertWrites(0, () -> {
            desk.beat();
            desk.beatWith(Samples.model("llama3.2", '1'));
            desk.beatLoaded("llama3.2");
        });
    }

    @Test
    void usageIsShownAndNeverWritten() {
        Usage usage = new Usage(99.5, 7L, 8L, List.of(new GpuUsage(1, 2L, 3)));
        assertWrites(
                0, () -> desk.send(new Report(desk.registrationId(), 99, TestAgent.WELL, null, null, null, usage)));
        assertThat(fleet.client("desk").contact().usage()).isEqualTo(usage);
    }

    @Test
    void everyChangeOfWhatIsKeptIsWritten() {
        assertWrites(1, () -> desk.beatWith(Samples.model("llama3.2", '1')));
        assertWrites(1, () -> desk.beatWith(Samples.model("llama3.2", '2')));
        assertWrites(1, () -> desk.beatLoaded("llama3.2"));
        assertWrites(1, () -> desk.beatLoaded());
        assertWrites(1, () -> desk.beat(OllamaState.available("0.33.0")));
        assertWrites(1, () -> desk.beat(TestAgent.ILL));
        assertWrites(1, () -> desk.beat(TestAgent.ILL));
        assertWrites(1, () -> desk.beat());
        assertWrites(1, () -> fleet.passSeconds(100));
    }

    @Test
    void loadedModelThatIsMerelyUsedIsShownAndNotWritten() {
        desk.beatLoaded(List.of(loaded(Samples.AT)));
        assertWrites(0, () -> desk.beatLoaded(List.of(loaded(Samples.AT.plusSeconds(10)))));
        assertThat(fleet.client("desk").client().loaded()).containsExactly(loaded(Samples.AT.plusSeconds(10)));
        assertWrites(1, () -> desk.beatLoaded(List.of(loaded(Samples.AT), loaded("other", Samples.AT))));
    }

    private static LoadedModel loaded(Instant expiresAt) {
        return loaded("llama3.2", expiresAt);
    }

    private static LoadedModel loaded(String name, Instant expiresAt) {
        return new LoadedModel(ModelName.of(name), null, 1L, 1L, 1L, expiresAt);
    }

    @Test
    void timeOfContactIsWrittenAtMostEveryFiveMinutes() {
        fleet.flush();
        int before = clientWrites();
        for (int beat = 0; beat < 360; beat++) {
            fleet.passSeconds(10, desk);
            fleet.flush();
            Instant stored = fleet.stored().get(0).lastSeen();
            assertThat(Duration.between(stored, fleet.time().now())).isLessThanOrEqualTo(Duration.ofMinutes(5));
        }
        assertThat(clientWrites() - before).isEqualTo(12);
    }

    @Test
    void timeOfContactIsShownExactly() {
        fleet.passSeconds(70, desk);
        assertThat(fleet.client("desk").contact().lastSeen())
                .isEqualTo(fleet.time().now());
        Client client = fleet.client("desk").client();
        assertThat(client.lastSeen()).isBefore(fleet.time().now());
    }

    @Test
    void heartbeatNeverTouchesTheStore() {
        fleet.store().breakDown(new AssertionFault());
        int calls = fleet.store().calls();
        for (int i = 0; i < 100; i++) {
            desk.beatWith(Samples.model("llama3.2", i % 2 == 0 ? '1' : '2'));
            desk.beat(TestAgent.ILL);
            desk.beatLoaded("llama3.2");
            desk.beatLoaded();
            fleet.passSeconds(61);
        }
        assertThat(fleet.store().calls()).isEqualTo(calls);
        assertThat(fleet.events()).hasSizeGreaterThan(400);
    }

    /** No code of ours catches this. */
    private static final class AssertionFault extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
