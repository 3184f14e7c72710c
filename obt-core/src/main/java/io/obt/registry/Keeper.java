package io.obt.registry;

import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.event.EventLog;
import io.obt.event.FleetEvent;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.store.PartlyKeptException;
import io.obt.store.StoreUnavailableException;
import io.obt.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the fleet to its store: at once what must not be lost, and every {@link #RHYTHM} in one go what merely changed.
 * Tells each outage of the store once, and its end once. Thread-safe.
 */
public final class Keeper {
    /** How often {@link #flush()} is to be called. */
    public static final Duration RHYTHM = Duration.ofSeconds(2);

    // So that a store which is gone is noticed while nothing changes.
    private static final Duration CHECK_AFTER = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(Keeper.class);

    private final FleetStore store;
    private final ClientRegistry registry;
    private final EventLog events;
    private final Coverage coverage;
    private final TimeSource time;
    private final Set<ClientId> untakable = ConcurrentHashMap.newKeySet();
    // Commits share it, so that the store can make several durable at once; a flush has it alone, so that it never
    // overwrites what has just been committed by what it read before.
    private final ReadWriteLock writing = new ReentrantReadWriteLock(true);
    private volatile @Nullable StoreOutage outage;
    // When the last flush began that went well: what changed before is kept.
    private volatile long keptUpToNanos;
    // When the store was last asked by a flush and was there; under the lock of writing.
    private long foundAtNanos;

    Keeper(FleetStore store, ClientRegistry registry, EventLog events, Coverage coverage, TimeSource time) {
        this.store = store;
        this.registry = registry;
        this.events = events;
        this.coverage = coverage;
        this.time = time;
        keptUpToNanos = time.nanos();
        foundAtNanos = keptUpToNanos;
    }

    /**
     * Makes {@code changes} durable and then, only if that went well, lets them take effect.
     *
     * <p>A store that did not answer in time may have them all the same. So that it does not go on holding what never took
     * effect, the next flush writes what is true over it; of a client that nobody knows it may keep the claim, which is
     * as harmless as an agent that registered and went.
     */
    <T> T commit(Changes changes, Supplier<T> effect) {
        writing.readLock().lock();
        try {
            store.write(changes);
            return effect.get();
        } catch (PartlyKeptException e) {
            tellUntakable(e);
            if (!e.notYet().isEmpty()) {
                markUnsaved(changes);
                refused(e);
            }
            throw e;
        } catch (StoreUnavailableException e) {
            markUnsaved(changes);
            refused(e);
            throw e;
        } finally {
            writing.readLock().unlock();
        }
    }

    private void markUnsaved(Changes changes) {
        changes.clients().forEach(client -> registry.unsaved().mark(client.id()));
        changes.forgotten().forEach(registry.unsaved()::mark);
    }

    /**
     * Writes what changed since the last time; what could not be written is tried again the next time. Where nothing has
     * changed for a while, asks whether the store is there.
     */
    public void flush() {
        writing.writeLock().lock();
        long now = time.nanos();
        List<ClientId> ids = registry.unsaved().take();
        try {
            List<Client> clients = ids.stream()
                    .map(registry::settled)
                    .flatMap(Optional::stream)
                    .toList();
            Changes changes = new Changes(clients, events.unsaved());
            if (!changes.isEmpty()) {
                write(changes);
                foundAtNanos = now;
            } else if (coverage.isHeld() || now - foundAtNanos >= CHECK_AFTER.toNanos()) {
                store.check();
                foundAtNanos = now;
            }
            keptUpToNanos = now;
            events.replenish();
            accepted();
        } catch (PartlyKeptException e) {
            registry.unsaved()
                    .markAll(e.notYet().clients().stream().map(Client::id).toList());
            refused(e);
        } catch (StoreUnavailableException e) {
            registry.unsaved().markAll(ids);
            refused(e);
        } catch (RuntimeException e) {
            registry.unsaved().markAll(ids);
            throw e;
        } finally {
            writing.writeLock().unlock();
        }
    }

    /** Writes {@code changes}; when it returns, none of it needs to be written again. */
    private void write(Changes changes) {
        try {
            store.write(changes);
            events.saved(changes.events());
            changes.clients().forEach(client -> untakable.remove(client.id()));
        } catch (PartlyKeptException e) {
            Set<FleetEvent> notYet = Set.copyOf(e.notYet().events());
            events.saved(changes.events().stream()
                    .filter(event -> !notYet.contains(event))
                    .toList());
            tellUntakable(e);
            if (!e.notYet().isEmpty()) {
                throw e;
            }
        }
    }

    // It would be refused every time, so it is told once and not tried again until it changes.
    private void tellUntakable(PartlyKeptException e) {
        for (Client client : e.never().clients()) {
            if (untakable.add(client.id())) {
                log.error(
                        "The store does not take client {} as it is now; it stays in memory only: {}",
                        client.id(),
                        e.getMessage());
            }
        }
        for (FleetEvent event : e.never().events()) {
            log.error("The store does not take event {}, which is lost: {}", event.id(), e.getMessage());
        }
    }

    /** Why the store cannot keep anything and since when; empty when it took the last thing it was given. */
    public Optional<StoreOutage> outage() {
        return Optional.ofNullable(outage);
    }

    /** How old the oldest change may be that no store has yet; zero when everything is kept. Never waits for a flush. */
    public Duration lag() {
        return registry.unsaved().isEmpty() && !events.hasUnsaved()
                ? Duration.ZERO
                : Duration.ofNanos(time.nanos() - keptUpToNanos);
    }

    private synchronized void refused(StoreUnavailableException e) {
        String reason = String.valueOf(e.getMessage());
        StoreOutage known = outage;
        outage = new StoreOutage(known == null ? time.now() : known.since(), reason);
        if (coverage.hold()) {
            log.warn("The store cannot keep anything; heartbeats go on, registrations wait: {}", reason);
        }
    }

    private synchronized void accepted() {
        outage = null;
        if (coverage.release(time.nanos())) {
            log.info("The store keeps the fleet again; nothing was lost");
        }
    }
}
