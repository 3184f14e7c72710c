package io.obt.server.stream;

import static io.obt.event.EventType.CLIENT_DEGRADED;
import static io.obt.event.EventType.CLIENT_LEFT;
import static io.obt.event.EventType.CLIENT_OFFLINE;
import static io.obt.event.EventType.CLIENT_ONLINE;
import static io.obt.event.EventType.CLIENT_REGISTERED;
import static io.obt.event.EventType.MODEL_INSTALLED;
import static io.obt.event.EventType.MODEL_LOADED;
import static io.obt.event.EventType.MODEL_REMOVED;
import static io.obt.event.EventType.MODEL_UNLOADED;
import static io.obt.event.EventType.SERVER_STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.ClientId;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.model.ModelName;
import io.obt.store.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConflationTest {
    private final List<FleetEvent> batch = new ArrayList<>();

    private void client(EventType type, String client) {
        batch.add(event(type, new ClientId(client), null));
    }

    private void model(EventType type, String client, String model) {
        batch.add(event(type, new ClientId(client), ModelName.of(model)));
    }

    private FleetEvent event(EventType type, ClientId client, ModelName model) {
        return new FleetEvent(batch.size() + 1, type, Samples.AT, client, model, null, "An event");
    }

    private List<Long> sent() {
        return Conflation.of(batch).stream().map(FleetEvent::id).toList();
    }

    @Test
    void ofTheStatesOfAClientOnlyTheLastIsSent() {
        client(CLIENT_ONLINE, "desk");
        client(CLIENT_DEGRADED, "desk");
        client(CLIENT_ONLINE, "lab");
        client(CLIENT_OFFLINE, "desk");
        client(CLIENT_ONLINE, "desk");
        client(CLIENT_LEFT, "lab");
        assertThat(sent()).containsExactly(5L, 6L);
    }

    @Test
    void ofAModelThatComesAndGoesInAMemoryOnlyTheLastIsSent() {
        model(MODEL_LOADED, "desk", "phi");
        model(MODEL_LOADED, "lab", "phi");
        model(MODEL_LOADED, "desk", "qwen3");
        model(MODEL_UNLOADED, "desk", "phi");
        client(CLIENT_OFFLINE, "desk");
        assertThat(sent()).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void everythingElseIsSent() {
        for (int i = 0; i < 2; i++) {
            client(CLIENT_REGISTERED, "desk");
            model(MODEL_INSTALLED, "desk", "phi");
            model(MODEL_REMOVED, "desk", "phi");
            batch.add(event(SERVER_STARTED, null, null));
            batch.add(event(CLIENT_ONLINE, null, null));
        }
        assertThat(sent()).hasSize(10).isSorted();
    }

    // Wherever a batch is cut, the rest of it has what was left out for the sake of something later.
    @Test
    void whoResumesAnywhereInABatchKnowsTheLastStateOfEach() {
        for (int i = 0; i < 60; i++) {
            client(i % 3 == 0 ? CLIENT_OFFLINE : CLIENT_ONLINE, "client-" + i % 7);
        }
        for (long left : sent()) {
            List<FleetEvent> read = new ArrayList<>(Conflation.of(batch).stream()
                    .filter(event -> event.id() <= left)
                    .toList());
            read.addAll(Conflation.of(
                    batch.stream().filter(event -> event.id() > left).toList()));
            assertThat(read)
                    .extracting(FleetEvent::id)
                    .doesNotHaveDuplicates()
                    .isSorted()
                    .last()
                    .isEqualTo(60L);
            IntStream.range(0, 7)
                    .forEach(i -> assertThat(last(read, "client-" + i)).isEqualTo(last(batch, "client-" + i)));
        }
    }

    private static FleetEvent last(List<FleetEvent> events, String client) {
        return events.stream()
                .filter(event -> new ClientId(client).equals(event.clientId()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
