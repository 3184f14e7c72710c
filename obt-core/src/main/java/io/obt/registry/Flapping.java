package io.obt.registry;

import io.obt.client.ClientId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Notices a client that comes and goes, from {@link #TRANSITIONS} changes of its state within {@link #WINDOW} until it has
 * been quiet for as long.
 *
 * <p>This is to be told once, and from then on nobody is to be notified of its changes until it is quiet; they stay in the
 * log. Since OBT notifies nobody yet, that comes to one event. Thread-safe; forgets when the server ends.
 */
final class Flapping {
    static final Duration WINDOW = Duration.ofMinutes(10);
    static final int TRANSITIONS = 6;

    // When those that do not flap have changed within the window.
    private final Map<ClientId, Deque<Long>> changes = new HashMap<>();
    // When those that flap have changed last; asked by who shows clients, so without the lock.
    private final Map<ClientId, Long> flapping = new ConcurrentHashMap<>();
    private @Nullable Long tidiedAt;

    /**
     * The client's state has changed.
     *
     * @return whether it flaps from now on
     */
    synchronized boolean changed(ClientId id, long nowNanos) {
        tidy(nowNanos);
        Long last = flapping.get(id);
        if (last != null && isWithin(last, nowNanos)) {
            flapping.put(id, nowNanos);
            return false;
        }
        flapping.remove(id);
        Deque<Long> times = changes.computeIfAbsent(id, key -> new ArrayDeque<>(TRANSITIONS));
        times.removeIf(at -> !isWithin(at, nowNanos));
        times.add(nowNanos);
        if (times.size() < TRANSITIONS) {
            return false;
        }
        changes.remove(id);
        flapping.put(id, nowNanos);
        return true;
    }

    // Once in a window: that bounds what is remembered.
    private void tidy(long nowNanos) {
        if (tidiedAt != null && isWithin(tidiedAt, nowNanos)) {
            return;
        }
        tidiedAt = nowNanos;
        changes.values().removeIf(times -> !isWithin(times.getLast(), nowNanos));
        flapping.values().removeIf(last -> !isWithin(last, nowNanos));
    }

    private static boolean isWithin(long at, long nowNanos) {
        return nowNanos - at < WINDOW.toNanos();
    }

    /** Whether the client flaps: it did, and has not been quiet for long enough. */
    boolean isFlapping(ClientId id, long nowNanos) {
        Long last = flapping.get(id);
        return last != null && isWithin(last, nowNanos);
    }

    /** For how many nanoseconds from {@code nowNanos} on those that flap do so, if none changes its state. */
    long looksTheSameFor(long nowNanos) {
        long least = Long.MAX_VALUE;
        for (long last : flapping.values()) {
            if (isWithin(last, nowNanos)) {
                least = Math.min(least, last + WINDOW.toNanos() - nowNanos);
            }
        }
        return least;
    }

    synchronized void forget(ClientId id) {
        changes.remove(id);
        flapping.remove(id);
    }

    /** How many clients it remembers something of. */
    synchronized int count() {
        return changes.size() + flapping.size();
    }
}
