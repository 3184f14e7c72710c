package io.obt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.model.ModelName;
import io.obt.protocol.EventMessage;
import io.obt.protocol.Json;
import io.obt.store.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event in the file carries the version of its form; the first ones had none. */
final class EventDocumentTest {
    private static final FleetEvent LOADED = new FleetEvent(
            17,
            EventType.MODEL_LOADED,
            Instant.parse("2026-08-01T10:00:00.000125Z"),
            Samples.DESK.id(),
            ModelName.of("llama3.2"),
            null,
            "llama3.2:latest was loaded into memory");

    @Test
    void eventInTheFileLooksAsItIsShown() throws IOException {
        Matcher sample = Pattern.compile("<!-- events in the file -->\\s+```json\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "storage.md")));
        assertThat(sample.find()).isTrue();
        assertThat(new String(Json.write(EventDocument.of(LOADED)), StandardCharsets.UTF_8))
                .isEqualToIgnoringWhitespace(sample.group(1));
    }

    @Test
    void eventThatWasKeptWithoutAVersionIsRead(@TempDir Path data) {
        EmbeddedFleetStore.open(data).close();
        try (MVStore store = MVStore.open(data.resolve("fleet.mv").toString())) {
            store.<Long, byte[]>openMap("events").put(17L, Json.write(EventMessage.of(LOADED)));
        }
        try (EmbeddedFleetStore store = EmbeddedFleetStore.open(data)) {
            assertThat(store.events(EventFilter.ALL, 0, 10)).containsExactly(LOADED);
        }
    }
}
