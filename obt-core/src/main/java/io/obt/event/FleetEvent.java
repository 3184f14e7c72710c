package io.obt.event;

import static java.util.Objects.requireNonNull;

import io.obt.client.ClientId;
import io.obt.model.ModelName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in the fleet.
 *
 * @param id strictly increasing, never used twice; gaps mean nothing
 * @param groupId the same for events that have one cause
 * @param detail what happened, in a sentence
 */
public record FleetEvent(
        long id,
        EventType type,
        Instant at,
        @Nullable ClientId clientId,
        @Nullable ModelName model,
        @Nullable String groupId,
        String detail) {
    public FleetEvent {
        requireNonNull(type, "type");
        requireNonNull(at, "at");
        requireNonNull(detail, "detail");
        if (id < 1) {
            throw new IllegalArgumentException("Events are numbered from 1: " + id);
        }
    }
}
