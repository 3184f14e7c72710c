package io.obt.server.stream;

import io.obt.event.FleetEvent;
import io.obt.protocol.EventMessage;
import io.obt.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The JSON of the newest events, made once for all readers. Thread-safe; who comes first makes it. */
final class EventTexts {
    private static final int KEPT = 1_024;

    private final AtomicReferenceArray<@Nullable Text> texts = new AtomicReferenceArray<>(KEPT);

    private record Text(long id, String json) {}

    String of(FleetEvent event) {
        int slot = (int) (event.id() % KEPT);
        Text known = texts.get(slot);
        if (known != null && known.id == event.id()) {
            return known.json;
        }
        String json = new String(Json.write(EventMessage.of(event)), StandardCharsets.UTF_8);
        texts.set(slot, new Text(event.id(), json));
        return json;
    }
}
