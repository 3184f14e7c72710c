package io.obt.registry;

import io.obt.client.ClientId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The clients that changed since a store was last told. Thread-safe and never blocking. */
final class Unsaved {
    private final Set<ClientId> ids = ConcurrentHashMap.newKeySet();

    void mark(ClientId id) {
        ids.add(id);
    }

    void markAll(Collection<ClientId> again) {
        ids.addAll(again);
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    /** Takes the marks away; what is marked from now on is for the next time. */
    List<ClientId> take() {
        List<ClientId> taken = List.copyOf(ids);
        taken.forEach(ids::remove);
        return taken;
    }
}
