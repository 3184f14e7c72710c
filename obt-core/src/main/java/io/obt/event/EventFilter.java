package io.obt.event;

import io.obt.client.ClientId;
import org.jspecify.annotations.Nullable;

/** Which events are meant; what is null does not matter. */
public record EventFilter(
        @Nullable EventType type,
        @Nullable ClientId clientId,
        @Nullable String groupId) {
    public static final EventFilter ALL = new EventFilter(null, null, null);

    public boolean matches(FleetEvent event) {
        return (type == null || type == event.type())
                && (clientId == null || clientId.equals(event.clientId()))
                && (groupId == null || groupId.equals(event.groupId()));
    }
}
