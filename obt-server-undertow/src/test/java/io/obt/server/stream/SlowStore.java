package io.obt.server.stream;

import io.obt.event.EventFilter;
import io.obt.event.EventStore;
import io.obt.event.FleetEvent;
import io.obt.store.Changes;
import io.obt.store.InMemoryFleetStore;
import io.obt.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Events in memory, which are given only when a test lets them. */
final class SlowStore implements EventStore {
    private final InMemoryFleetStore kept = new InMemoryFleetStore();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean waitedFor;
    private volatile boolean broken;

    void pause() {
        gate = new CountDownLatch(1);
    }

    void breakDown() {
        broken = true;
    }

    void goOn() {
        broken = false;
        gate.countDown();
    }

    boolean isWaitedFor() {
        return waitedFor;
    }

    void write(Changes changes) {
        kept.write(changes);
    }

    void removeEventsBefore(Instant limit) {
        kept.removeEventsBefore(limit);
    }

    @Override
    public long reserveEventIds(long count) {
        return kept.reserveEventIds(count);
    }

    @Override
    public List<FleetEvent> events(EventFilter filter, long after, int limit) {
        if (broken) {
            throw new StoreUnavailableException("away", new IOException("away"));
        }
        try {
            waitedFor = gate.getCount() > 0;
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return kept.events(filter, after, limit);
    }

    @Override
    public List<FleetEvent> newestEvents(int limit) {
        return kept.newestEvents(limit);
    }

    @Override
    public List<FleetEvent> eventsBefore(EventFilter filter, long before, int limit) {
        return kept.eventsBefore(filter, before, limit);
    }

    @Override
    public long countEvents(EventFilter filter) {
        return kept.countEvents(filter);
    }
}
