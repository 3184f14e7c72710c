package io.obt.protocol;

import io.obt.client.ClientId;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.model.ModelName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One event, in the log and on the stream. */
public record EventMessage(
        long id,
        EventType type,
        Instant at,
        @Nullable String clientId,
        @Nullable String model,
        @Nullable String groupId,
        String detail) {
    public static EventMessage of(FleetEvent event) {
        return new EventMessage(
                event.id(),
                event.type(),
                event.at(),
                event.clientId() == null ? null : event.clientId().value(),
                event.model() == null ? null : event.model().toString(),
                event.groupId(),
                event.detail());
    }

    /** @throws IllegalArgumentException if the id, client id or model name is none */
    public FleetEvent toEvent() {
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
