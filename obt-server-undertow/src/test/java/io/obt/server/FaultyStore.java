package io.obt.server;

import io.obt.access.Token;
import io.obt.audit.AuditEntry;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.store.InMemoryFleetStore;
import io.obt.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A store in memory that refuses, or does not answer, when it is told to. */
final class FaultyStore implements FleetStore {
    private final InMemoryFleetStore memory = new InMemoryFleetStore();
    private final CountDownLatch answering = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicReference<ClientId> refusedOnce = new AtomicReference<>();
    private volatile boolean refuses;
    private volatile boolean stuck;
    private volatile RuntimeException fault;

    void refuse(boolean on) {
        refuses = on;
    }

    /** From now on each call throws {@code fault}; null ends it. */
    void fail(RuntimeException fault) {
        this.fault = fault;
    }

    /** The next write that has the client is refused. */
    void refuseOnce(ClientId client) {
        refusedOnce.set(client);
    }

    /** From now on each call waits until {@link #answerAll}. */
    void stick() {
        stuck = true;
    }

    void answerAll() {
        stuck = false;
        answering.countDown();
    }

    /** How many calls wait. */
    int waiting() {
        return waiting.get();
    }

    private InMemoryFleetStore memory() {
        RuntimeException thrown = fault;
        if (thrown != null) {
            throw thrown;
        }
        if (refuses) {
            throw new StoreUnavailableException("as a full disk does", new IOException("No space left on device"));
        }
        if (stuck) {
            waiting.incrementAndGet();
            try {
                answering.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return memory;
    }

    @Override
    public String kind() {
        return "faulty";
    }

    @Override
    public List<Client> clients() {
        return memory().clients();
    }

    @Override
    public void write(Changes changes) {
        ClientId refused = refusedOnce.get();
        if (refused != null
                && changes.clients().stream().anyMatch(client -> client.id().equals(refused))
                && refusedOnce.compareAndSet(refused, null)) {
            throw new StoreUnavailableException("The network is gone");
        }
        memory().write(changes);
    }

    @Override
    public long reserveEventIds(long count) {
        return memory().reserveEventIds(count);
    }

    @Override
    public List<FleetEvent> events(EventFilter filter, long after, int limit) {
        return memory().events(filter, after, limit);
    }

    @Override
    public List<FleetEvent> newestEvents(int limit) {
        return memory().newestEvents(limit);
    }

    @Override
    public List<FleetEvent> eventsBefore(EventFilter filter, long before, int limit) {
        return memory().eventsBefore(filter, before, limit);
    }

    @Override
    public long countEvents(EventFilter filter) {
        return memory().countEvents(filter);
    }

    @Override
    public void removeEventsBefore(Instant limit) {
        memory().removeEventsBefore(limit);
    }

    @Override
    public List<Token> tokens() {
        return memory().tokens();
    }

    @Override
    public void changeTokens(Collection<Token> kept, Collection<Token> forgotten) {
        memory().changeTokens(kept, forgotten);
    }

    @Override
    public void appendAudit(List<AuditEntry> entries) {
        memory().appendAudit(entries);
    }

    @Override
    public List<AuditEntry> audit(@Nullable String before, int limit) {
        return memory().audit(before, limit);
    }

    @Override
    public long countAudit() {
        return memory().countAudit();
    }

    @Override
    public void check() {
        memory().check();
    }

    @Override
    public void close() {
        memory.close();
    }
}
