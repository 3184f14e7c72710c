package io.obt.server.stream;

import io.obt.client.ClientId;
import io.obt.event.FleetEvent;
import io.obt.model.ModelName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a reader need not be told of several events at once: the states that a client, or a model in its memory, was in
 * before the last of them.
 *
 * <p>An event is left out only for a later one of the same batch, so the last one always stays. Who leaves anywhere in
 * between and resumes from there gets that later one, and none twice.
 */
final class Conflation {
    private Conflation() {}

    /** Whose state it is: a client's own, or with a model, that one's in the client's memory. */
    private record Subject(ClientId client, @Nullable ModelName model) {}

    /** The events of {@code batch} that are to be sent, in its order. */
    static Collection<FleetEvent> of(List<FleetEvent> batch) {
        Deque<FleetEvent> sent = new ArrayDeque<>();
        Set<Subject> told = new HashSet<>();
        for (int i = batch.size() - 1; i >= 0; i--) {
            FleetEvent event = batch.get(i);
            if (subject(event).map(told::add).orElse(true)) {
                sent.addFirst(event);
            }
        }
        return sent;
    }

    private static Optional<Subject> subject(FleetEvent event) {
        ClientId client = event.clientId();
        if (client == null) {
            return Optional.empty();
        }
        return switch (event.type()) {
            case CLIENT_ONLINE, CLIENT_DEGRADED, CLIENT_OFFLINE, CLIENT_LEFT -> Optional.of(new Subject(client, null));
            case MODEL_LOADED, MODEL_UNLOADED -> Optional.of(new Subject(client, event.model()));
            default -> Optional.empty();
        };
    }
}
