package io.obt.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A client's promise to report again before {@code timeToLive} runs out, on the server's monotonic clock.
 *
 * @param renewedAtNanos when the client was last heard, in nanoseconds of the server's monotonic clock
 * @param interval the rhythm the client was asked to report in
 * @param timeToLive how long silence is forgiven; at least two intervals
 */
// Durations are added here: multiplying one goes through BigDecimal, and every heartbeat and every sweep comes by.
public record Lease(long renewedAtNanos, Duration interval, Duration timeToLive) {
    public Lease {
        requireNonNull(interval, "interval");
        requireNonNull(timeToLive, "timeToLive");
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be positive: " + interval);
        }
        if (timeToLive.compareTo(interval.plus(interval)) < 0) {
            throw new IllegalArgumentException(
                    "timeToLive must be at least 2 intervals of " + interval + ": " + timeToLive);
        }
    }

    /** The same promise, made again now. */
    public Lease renewedAt(long nowNanos) {
        return new Lease(nowNanos, interval, timeToLive);
    }

    /** Whether the client was silent longer than it promised. */
    public boolean isOver(long nowNanos) {
        return silence(nowNanos).compareTo(timeToLive) > 0;
    }

    // Three intervals of doubt: a lost report or two should not empty the routing table.
    /** Whether the client was silent for more than three intervals. */
    public boolean isStale(long nowNanos) {
        return silence(nowNanos).compareTo(interval.plus(interval).plus(interval)) > 0;
    }

    /** Whether the client is on its way to expire: stale, or half of a lease too short to ever be stale is gone. */
    public boolean isInDoubt(long nowNanos) {
        Duration silence = silence(nowNanos);
        return isStale(nowNanos) || silence.plus(silence).compareTo(timeToLive) > 0;
    }

    /** How long until three intervals are over, or the lease if it is shorter; negative from then on. */
    public Duration untilOutOfContact(long nowNanos) {
        Duration stale = interval.plus(interval).plus(interval);
        return (stale.compareTo(timeToLive) < 0 ? stale : timeToLive).minus(silence(nowNanos));
    }

    /** Whether both promise the same, whenever it was made. */
    public boolean hasTermsOf(Lease other) {
        return interval.equals(other.interval) && timeToLive.equals(other.timeToLive);
    }

    /** How long the client has been silent. */
    public Duration silence(long nowNanos) {
        return Duration.ofNanos(nowNanos - renewedAtNanos);
    }
}
