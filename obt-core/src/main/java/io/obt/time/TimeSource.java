package io.obt.time;

import java.time.Instant;

/**
 * The two clocks of a process: a monotonic one that decides, and the wall's that is only shown.
 *
 * <p>Leases, time-outs and rhythms use {@link #nanos()}, which no daylight saving, administrator or time server can move.
 * Implementations are thread-safe.
 */
public interface TimeSource {
    /** Nanoseconds since an arbitrary moment; only differences mean something. */
    long nanos();

    /** The wall clock, for people to read. */
    Instant now();

    /** The clocks of this machine. */
    static TimeSource system() {
        return new TimeSource() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }
        };
    }
}
