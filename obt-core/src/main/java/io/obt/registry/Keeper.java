package io.obt.registry;

import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.event.EventLog;
import io.obt.event.FleetEvent;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.store.StoreUnavailableException;
import io.obt.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the fleet to its store: at once what must not be lost, and every {@link #RHYTHM} in one go what merely changed.
 * Tells each outage of the store once, and its end once. Thread-safe.
 */
public final class Keeper {
    /** How often {@link #flush()} is to be called. */
    public static final Duration RHYTHM = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Keeper.class);

    private final FleetStore store;
    private final ClientRegistry registry;
    private final EventLog events;
    private final Coverage coverage;
    private final TimeSource time;
    // Commits share it, so that the store can make several durable at once; a flush has it alone, so that it never
    // overwrites what has just been committed by what it read before.
    private final ReadWriteLock writing = new ReentrantReadWriteLock(true);
    // When the last flush began that went well: what changed before is kept.
    private volatile long keptUpToNanos;

    Keeper(FleetStore store, ClientRegistry registry, EventLog events, Coverage coverage, TimeSource time) {
        this.store = store;
        this.registry = registry;
        this.events = events;
        this.coverage = coverage;
        this.time = time;
        keptUpToNanos = time.nanos();
    }

    /** Makes {@code client} durable and then, only if that went well, lets it take effect. */
    <T> T commit(Client client, Supplier<T> effect) {
        writing.readLock().lock();
        try {
            store.write(Changes.of(client));
            return effect.get();
        } catch (StoreUnavailableException e) {
            refused(e);
            throw e;
        } finally {
            writing.readLock().unlock();
        }
    }

    /** Writes what changed since the last time; what could not be written is tried again the next time. */
    public void flush() {
        writing.writeLock().lock();
        long now = time.nanos();
        List<ClientId> ids = registry.unsaved().take();
        try {
            List<Client> clients = ids.stream()
                    .map(registry::settled)
                    .flatMap(Optional::stream)
                    .toList();
            List<FleetEvent> unsaved = events.unsaved();
            Changes changes = new Changes(clients, unsaved);
            if (!changes.isEmpty()) {
                store.write(changes);
                events.saved(unsaved);
            } else if (coverage.isHeld()) {
                store.check();
            }
            keptUpToNanos = now;
            events.replenish();
            accepted();
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

    /** Whether the store took the last thing it was given. */
    public boolean isStoreAvailable() {
        return !coverage.isHeld();
    }

    /** How old the oldest change may be that no store has yet; zero when everything is kept. Never waits for a flush. */
    public Duration lag() {
        return registry.unsaved().isEmpty() && !events.hasUnsaved()
                ? Duration.ZERO
                : Duration.ofNanos(time.nanos() - keptUpToNanos);
    }

    private void refused(StoreUnavailableException e) {
        if (coverage.hold()) {
            log.warn("The store cannot keep anything; heartbeats go on, registrations wait: {}", e.getMessage());
        }
    }

    private void accepted() {
        if (coverage.release(time.nanos())) {
            log.info("The store keeps the fleet again; nothing was lost");
        }
    }
}
