package io.obt.registry;

import io.obt.client.Lease;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which rhythm a client is asked to report in, and how long its silence is forgiven.
 *
 * <p>Lease: what was set explicitly, else 6 intervals and at least 60 s; never less than 2 intervals. Intervals grow, up
 * to 60 s, when the fleet would otherwise exceed 5,000 heartbeats a second.
 *
 * @param interval asked of clients without a wish of their own; 100 ms to 10 min
 * @param lease null to derive it from each client's interval
 */
public record LeasePolicy(Duration interval, @Nullable Duration lease) {
    public static final Duration MIN_INTERVAL = Duration.ofMillis(100);
    public static final Duration MAX_INTERVAL = Duration.ofMinutes(10);
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

    private static final Duration SHORTEST_DERIVED_LEASE = Duration.ofSeconds(60);
    private static final Duration LONGEST_CROWD_INTERVAL = Duration.ofSeconds(60);
    private static final int HEARTBEATS_A_SECOND = 5_000;

    /** @throws IllegalArgumentException if the interval is out of range, or the lease shorter than two of it */
    public LeasePolicy {
        if (interval.compareTo(MIN_INTERVAL) < 0 || interval.compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException("The heartbeat interval is 100 ms to 10 min, not " + interval);
        }
        if (lease != null && lease.compareTo(interval.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("A lease is at least 2 heartbeat intervals of " + interval.toMillis()
                    + " ms, not " + lease.toMillis() + " ms");
        }
    }

    public static LeasePolicy defaults() {
        return new LeasePolicy(DEFAULT_INTERVAL, null);
    }

    /** A lease that begins now, for a client with that wish in a fleet of that many. */
    public Lease grant(Optional<Duration> wish, int clients, long nowNanos) {
        Duration granted = intervalFor(wish, clients);
        return new Lease(nowNanos, granted, timeToLive(granted));
    }

    /** How long a client without a wish may be silent. */
    public Duration timeToLive() {
        return timeToLive(interval);
    }

    private Duration intervalFor(Optional<Duration> wish, int clients) {
        Duration asked = wish.map(wanted -> longer(MIN_INTERVAL, shorter(MAX_INTERVAL, wanted)))
                .orElse(interval);
        Duration crowd = shorter(LONGEST_CROWD_INTERVAL, Duration.ofMillis(clients * 1_000L / HEARTBEATS_A_SECOND));
        return longer(asked, crowd);
    }

    private Duration timeToLive(Duration granted) {
        return lease == null
                ? longer(SHORTEST_DERIVED_LEASE, Duration.ofNanos(6 * granted.toNanos()))
                : longer(lease, granted.plus(granted));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
