package io.obt.registry;

import io.obt.access.Token;
import io.obt.audit.AuditEntry;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.store.InMemoryFleetStore;
import io.obt.store.PartlyKeptException;
import io.obt.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A store in memory that a test can take away; remembers every call and what was written. Thread-safe. */
public final class UnreliableStore implements FleetStore {
    private final FleetStore kept = new InMemoryFleetStore();
    private final List<Changes> writes = new CopyOnWriteArrayList<>();
    private volatile RuntimeException fault;
    private volatile boolean losesAnswers;
    private volatile Set<ClientId> notYet = Set.of();
    private volatile Set<ClientId> never = Set.of();
    private volatile Runnable onWrite = () -> {};
    private volatile int calls;

    /** From now on every call fails as it does when the store is away. */
    public void breakDown() {
        fault = new StoreUnavailableException("The disk is full", new IOException("No space left on device"));
    }

    /** From now on every call throws {@code fault}. */
    public void breakDown(RuntimeException fault) {
        this.fault = fault;
    }

    /** From now on every write is kept and fails all the same, as when only the answer is lost. */
    public void loseAnswers() {
        losesAnswers = true;
    }

    /** From now on these clients are kept later, those never, and all others at once; events follow their client. */
    public void keepOthersThan(Set<ClientId> notYet, Set<ClientId> never) {
        this.notYet = Set.copyOf(notYet);
        this.never = Set.copyOf(never);
    }

    /** From now on every call succeeds. */
    public void repair() {
        fault = null;
        losesAnswers = false;
        keepOthersThan(Set.of(), Set.of());
    }

    /** From now on this happens between a write and its return. */
    public void onWrite(Runnable meanwhile) {
        onWrite = meanwhile;
    }

    /** What was written, oldest first. */
    public List<Changes> writes() {
        return writes;
    }

    /** How often any method but {@link #close()} was called. */
    public int calls() {
        return calls;
    }

    private synchronized FleetStore kept() {
        calls++;
        if (fault != null) {
            throw fault;
        }
        return kept;
    }

    @Override
    public String kind() {
        return "unreliable";
    }

    @Override
    public List<Client> clients() {
        return kept().clients();
    }

    @Override
    public void write(Changes changes) {
        Changes later = only(notYet, changes);
        Changes refused = only(never, changes);
        Changes taken = new Changes(
                without(changes.clients(), later.clients(), refused.clients()),
                without(changes.events(), later.events(), refused.events()),
                changes.forgotten());
        kept().write(taken);
        writes.add(taken);
        onWrite.run();
        if (losesAnswers) {
            throw new StoreUnavailableException("The store does not answer");
        }
        if (!later.isEmpty() || !refused.isEmpty()) {
            throw new PartlyKeptException(
                    new StoreUnavailableException("Some were not taken", new IOException("document too large")),
                    later,
                    refused);
        }
    }

    private static Changes only(Set<ClientId> ids, Changes changes) {
        return new Changes(
                changes.clients().stream()
                        .filter(client -> ids.contains(client.id()))
                        .toList(),
                changes.events().stream()
                        .filter(event -> event.clientId() != null && ids.contains(event.clientId()))
                        .toList());
    }

    private static <T> List<T> without(List<T> all, List<T> some, List<T> others) {
        return all.stream()
                .filter(one -> !some.contains(one) && !others.contains(one))
                .toList();
    }

    @Override
    public long reserveEventIds(long count) {
        return kept().reserveEventIds(count);
    }

    @Override
    public List<FleetEvent> events(EventFilter filter, long after, int limit) {
        return kept().events(filter, after, limit);
    }

    @Override
    public List<FleetEvent> newestEvents(int limit) {
        return kept().newestEvents(limit);
    }

    @Override
    public List<FleetEvent> eventsBefore(EventFilter filter, long before, int limit) {
        return kept().eventsBefore(filter, before, limit);
    }

    @Override
    public long countEvents(EventFilter filter) {
        return kept().countEvents(filter);
    }

    @Override
    public void removeEventsBefore(Instant limit) {
        kept().removeEventsBefore(limit);
    }

    @Override
    public List<Token> tokens() {
        return kept().tokens();
    }

    @Override
    public void changeTokens(Collection<Token> kept, Collection<Token> forgotten) {
        kept().changeTokens(kept, forgotten);
    }

    @Override
    public void appendAudit(List<AuditEntry> entries) {
        kept().appendAudit(entries);
    }

    @Override
    public List<AuditEntry> audit(@Nullable String before, int limit) {
        return kept().audit(before, limit);
    }

    @Override
    public long countAudit() {
        return kept().countAudit();
    }

    @Override
    public void check() {
        kept().check();
    }

    @Override
    public void close() {
        kept.close();
    }
}
