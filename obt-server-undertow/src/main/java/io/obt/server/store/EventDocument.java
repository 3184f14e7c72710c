package io.obt.server.store;

import static java.util.Objects.requireNonNull;

import io.obt.client.ClientId;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.model.ModelName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as the embedded store keeps it.
 *
 * <pre>{@code
 * {"schema":1,"id":17,"type":"MODEL_LOADED","at":"2026-08-01T10:00:00Z","clientId":"desk","model":"llama3.2:latest",
 *  "detail":"llama3.2:latest is in memory"}
 * }</pre>
 *
 * @param schema the version of this form; the first events were kept without one
 */
record EventDocument(
        @Nullable Integer schema,
        long id,
        EventType type,
        Instant at,
        @Nullable String clientId,
        @Nullable String model,
        @Nullable String groupId,
        String detail) {
    /** The version of this form. */
    static final int SCHEMA = 1;

    EventDocument {
        requireNonNull(type, "type");
        requireNonNull(at, "at");
        requireNonNull(detail, "detail");
    }

    static EventDocument of(FleetEvent event) {
        return new EventDocument(
                SCHEMA,
                event.id(),
                event.type(),
                event.at(),
                event.clientId() == null ? null : event.clientId().value(),
                event.model() == null ? null : event.model().toString(),
                event.groupId(),
                event.detail());
    }

    int version() {
        return schema == null ? 1 : schema;
    }

    /** @throws IllegalArgumentException if something in it cannot be */
    FleetEvent toEvent() {
        return new FleetEvent(
                id,
                type,
                at,
                clientId == null ? null : new ClientId(clientId),
                model == null ? null : ModelName.of(model),
                groupId,
                detail);
    }
}
