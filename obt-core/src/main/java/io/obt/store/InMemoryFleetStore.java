package io.obt.store;

import io.obt.access.Token;
import io.obt.audit.AuditEntry;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps a fleet as long as the process lives: for tests, and for those who embed the core and want no file. */
public final class InMemoryFleetStore implements FleetStore {
    private final Map<ClientId, Client> clients = new HashMap<>();
    private final NavigableMap<Long, FleetEvent> events = new TreeMap<>();
    private final Map<String, Token> tokens = new HashMap<>();
    private final NavigableMap<String, AuditEntry> audit = new TreeMap<>();
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
    public synchronized List<FleetEvent> eventsBefore(EventFilter filter, long before, int limit) {
        return events.headMap(before, false).descendingMap().values().stream()
                .filter(filter::matches)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void removeEventsBefore(Instant limit) {
        events.values().removeIf(event -> event.at().isBefore(limit));
    }

    @Override
    public synchronized List<Token> tokens() {
        return List.copyOf(tokens.values());
    }

    @Override
    public synchronized void changeTokens(Collection<Token> kept, Collection<Token> forgotten) {
        forgotten.forEach(token -> tokens.remove(token.sha256()));
        kept.forEach(token -> tokens.put(token.sha256(), token));
    }

    @Override
    public synchronized void appendAudit(List<AuditEntry> entries) {
        entries.forEach(entry -> audit.put(entry.id(), entry));
    }

    @Override
    public synchronized List<AuditEntry> audit(@Nullable String before, int limit) {
        NavigableMap<String, AuditEntry> older = before == null ? audit : audit.headMap(before, false);
        return older.descendingMap().values().stream().limit(limit).toList();
    }

    @Override
    public synchronized long countAudit() {
        return audit.size();
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
