package io.obt.server.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.Client;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.server.store.EmbeddedFleetStore;
import io.obt.server.store.FleetExport;
import io.obt.server.store.FleetImport;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.store.Samples;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet moves from the file to MongoDB and back, every document as it was. */
final class MongoMoveTest {
    private static final EventFilter ALL = EventFilter.ALL;

    @TempDir
    private Path directory;

    private final InProcessMongo mongo = new InProcessMongo();

    @AfterEach
    void stopMongo() {
        mongo.close();
    }

    @Test
    void everyDocumentComesBackFromTheOtherStore() throws IOException {
        List<Client> clients = Stream.of("a", "b.c", "D")
                .flatMap(id -> Stream.of(Samples.desk("desk-" + id), Samples.bare("bare-" + id)))
                .toList();
        List<FleetEvent> events = LongStream.rangeClosed(1, 1_500)
                .mapToObj(i -> Samples.event(2 * i, EventType.CLIENT_ONLINE, "desk-a"))
                .toList();
        Path file = directory.resolve("fleet.jsonl");
        try (FleetStore old = EmbeddedFleetStore.open(directory.resolve("old"))) {
            old.write(new Changes(clients, events));
            export(old, file);
        }
        try (FleetStore inMongo = mongo.store()) {
            FleetImport.run(file, inMongo);
            assertHolds(inMongo, clients, events);
            assertThat(inMongo.reserveEventIds(1)).isGreaterThan(3_000);
            export(inMongo, file);
        }
        try (FleetStore back = EmbeddedFleetStore.open(directory.resolve("back"))) {
            FleetImport.run(file, back);
            assertHolds(back, clients, events);
        }
    }

    private static void export(FleetStore store, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            FleetExport.write(store, Samples.AT, out);
        }
    }

    private static void assertHolds(FleetStore store, List<Client> clients, List<FleetEvent> events) {
        assertThat(store.clients()).containsExactlyInAnyOrderElementsOf(clients);
        assertThat(store.events(ALL, 0, 10_000)).containsExactlyElementsOf(events);
    }
}
