package io.obt.sdk;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after the n-th failure running: a random part of 1 s, 2 s, 4 s … 60 s ("full jitter"), so that many
 * agents whose server was away do not all come back at once. Not thread-safe.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofSeconds(60);

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** One more failure: how long to wait now. */
    Duration next() {
        Duration most = FIRST.multipliedBy(1L << Math.min(failures, 6));
        failures++;
        return part(most.compareTo(MAX) < 0 ? most : MAX);
    }

    /**
     * One more failure, by an answer that asks for a pause: no less than that, though never more than a minute of it,
     * since a mistaken header must not cost a client its lease.
     */
    Duration next(Duration retryAfter) {
        return (retryAfter.compareTo(MAX) < 0 ? retryAfter : MAX).plus(next());
    }

    /** It worked. */
    void reset() {
        failures = 0;
    }

    private Duration part(Duration most) {
        return Duration.ofNanos(random.nextLong(most.toNanos()));
    }
}
