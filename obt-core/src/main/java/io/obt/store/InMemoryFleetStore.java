package io.obt.store;

import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Keeps a fleet as long as the process lives: for tests, and for those who embed the core and want no file. */
public final class InMemoryFleetStore implements FleetStore {
    private final Map<ClientId, Client> clients = new HashMap<>();
    private final NavigableMap<Long, FleetEvent> events = new TreeMap<>();
    private long nextEventId = 1;

    @Override
    public String kind() {
        return "memory";
    }

    @Override
    public synchronized List<Client> clients() {
        return List.copyOf(clients.values());
    }

    @Override
    public synchronized void write(Changes changes) {
        changes.clients().forEach(client -> clients.put(client.id(), client));
        changes.events().forEach(event -> events.put(event.id(), event));
        changes.forgotten().forEach(clients::remove);
    }

    @Override
    public synchronized long reserveEventIds(long count) {
        long first = nextEventId;
        nextEventId += count;
        return first;
    }

    @Override
    public synchronized List<FleetEvent> events(EventFilter filter, long after, int limit) {
        return events.tailMap(after, false).values().stream()
                .filter(filter::matches)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<FleetEvent> newestEvents(int limit) {
        return events.values().stream().skip(Math.max(0, events.size() - limit)).toList();
    }

    @Override
    public synchronized long countEvents(EventFilter filter) {
        return events.values().stream().filter(filter::matches).count();
    }

    @Override
    public synchronized void removeEventsBefore(Instant limit) {
        events.values().removeIf(event -> event.at().isBefore(limit));
    }

    @Override
    public void check() {
        // Memory is always ready.
    }

    @Override
    public void close() {
        // Nothing to let go of: a store that is opened again in the same process has everything.
    }
}
