package io.obt.registry;

import io.obt.client.Lease;
import java.time.Duration;

/**
 * Knows whether the server was listening, since a client is blamed only for silence that the server could hear.
 *
 * <p>Listening begins anew when the server starts, when the sweep finds that it was late (the process was suspended or
 * paused), when it was too busy to hear everyone, and when the store takes registrations again. From then on everyone has one and a half leases to be heard.
 * Thread-safe.
 */
final class Coverage {
    // How late a sweep may be without meaning that the process stood still.
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Duration rhythm;
    private long listeningSince;
    private long lastSweep;
    private boolean held;

    /** Listening begins now; the sweep will come every {@code rhythm}. */
    Coverage(Duration rhythm, long nowNanos) {
        this.rhythm = rhythm;
        this.listeningSince = nowNanos;
        this.lastSweep = nowNanos;
    }

    /**
     * The sweep has come.
     *
     * @return how long the server stood still before, zero when the sweep was in time
     */
    synchronized Duration swept(long nowNanos) {
        Duration between = Duration.ofNanos(nowNanos - lastSweep);
        lastSweep = nowNanos;
        if (between.compareTo(rhythm.plus(TOLERANCE)) <= 0) {
            return Duration.ZERO;
        }
        listeningSince = nowNanos;
        return between.minus(rhythm);
    }

    /** Reports were turned away just now. */
    synchronized void missed(long nowNanos) {
        listeningSince = nowNanos;
    }

    /**
     * The store refuses registrations: an agent that lost its own cannot come back, so nobody is blamed.
     *
     * @return whether this is news
     */
    synchronized boolean hold() {
        boolean news = !held;
        held = true;
        return news;
    }

    /**
     * The store takes registrations, so everyone can be heard from now on.
     *
     * @return whether this is news
     */
    synchronized boolean release(long nowNanos) {
        boolean news = held;
        if (held) {
            held = false;
            listeningSince = nowNanos;
        }
        return news;
    }

    /** Whether blame is suspended because the store refuses registrations. */
    synchronized boolean isHeld() {
        return held;
    }

    /** Whether the server has listened long enough to blame the holder of {@code lease} for its silence. */
    synchronized boolean mayBlame(Lease lease, long nowNanos) {
        Duration grace = lease.timeToLive().multipliedBy(3).dividedBy(2);
        return !held && nowNanos - listeningSince > grace.toNanos();
    }
}
