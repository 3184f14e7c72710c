package io.obt.server.metrics;

import io.obt.access.Token;
import io.obt.audit.AuditEntry;
import io.obt.client.Client;
import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
import io.obt.server.metrics.StoreMetrics.Operation;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.time.TimeSource;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store whose calls are counted. */
final class MeasuredFleetStore implements FleetStore {
    private final FleetStore store;
    private final Operation clients;
    private final Operation write;
    private final Operation reserve;
    private final Operation events;
    private final Operation remove;
    private final Operation tokens;
    private final Operation audit;
    private final Operation check;

    MeasuredFleetStore(FleetStore store, StoreMetrics metrics, TimeSource time) {
        this.store = store;
        clients = metrics.operation("clients", time);
        write = metrics.operation("write", time);
        reserve = metrics.operation("reserve_event_ids", time);
        events = metrics.operation("events", time);
        remove = metrics.operation("remove_events", time);
        tokens = metrics.operation("tokens", time);
        audit = metrics.operation("audit", time);
        check = metrics.operation("check", time);
    }

    @Override
    public String kind() {
        return store.kind();
    }

    @Override
    public List<Client> clients() {
        return clients.measured(store::clients);
    }

    @Override
    public void write(Changes changes) {
        write.measured(() -> store.write(changes));
    }

    @Override
    public long reserveEventIds(long count) {
        return reserve.measured(() -> store.reserveEventIds(count));
    }

    @Override
    public List<FleetEvent> events(EventFilter filter, long after, int limit) {
        return events.measured(() -> store.events(filter, after, limit));
    }

    @Override
    public List<FleetEvent> newestEvents(int limit) {
        return events.measured(() -> store.newestEvents(limit));
    }

    @Override
    public List<FleetEvent> eventsBefore(EventFilter filter, long before, int limit) {
        return events.measured(() -> store.eventsBefore(filter, before, limit));
    }

    @Override
    public long countEvents(EventFilter filter) {
        return events.measured(() -> store.countEvents(filter));
    }

    @Override
    public void removeEventsBefore(Instant limit) {
        remove.measured(() -> store.removeEventsBefore(limit));
    }

    @Override
    public List<Token> tokens() {
        return tokens.measured(store::tokens);
    }

    @Override
    public void changeTokens(Collection<Token> kept, Collection<Token> forgotten) {
        tokens.measured(() -> store.changeTokens(kept, forgotten));
    }

    @Override
    public void appendAudit(List<AuditEntry> entries) {
        audit.measured(() -> store.appendAudit(entries));
    }

    @Override
    public List<AuditEntry> audit(@Nullable String before, int limit) {
        return audit.measured(() -> store.audit(before, limit));
    }

    @Override
    public long countAudit() {
        return audit.measured(store::countAudit);
    }

    @Override
    public void check() {
        check.measured(store::check);
    }

    @Override
    public void close() {
        store.close();
    }
}
