package io.obt.sdk;

import io.obt.registry.LeasePolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How often to report: as the server says, give or take a fifth by chance. One thread sets it, any may read it. */
final class Rhythm {
    private static final double LEAST = 0.8;
    private static final double SPREAD = 0.4;

    private final RandomGenerator random;
    private volatile Duration interval = LeasePolicy.DEFAULT_INTERVAL;

    Rhythm(RandomGenerator random) {
        this.random = random;
    }

    /** What the server says. A mistaken answer neither silences an agent nor makes it a flood. */
    void follow(long intervalMillis) {
        interval = Duration.ofMillis(Math.max(
                LeasePolicy.MIN_INTERVAL.toMillis(), Math.min(LeasePolicy.MAX_INTERVAL.toMillis(), intervalMillis)));
    }

    Duration interval() {
        return interval;
    }

    /** How long to the next report: by chance, so that a fleet started at once does not report at once. */
    Duration next() {
        return Duration.ofNanos((long) (interval.toNanos() * (LEAST + SPREAD * random.nextDouble())));
    }
}
