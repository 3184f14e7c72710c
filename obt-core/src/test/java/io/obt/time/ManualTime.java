package io.obt.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until a test moves it. Thread-safe. */
public final class ManualTime implements TimeSource {
    private static final Instant START = Instant.parse("2026-08-01T10:00:00Z");

    // Near overflow, so that code which compares readings instead of differences is found out.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
    private final AtomicLong elapsed = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return START.plusNanos(elapsed.get());
    }

    /** Lets {@code duration} pass on both clocks. */
    public void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
        elapsed.addAndGet(duration.toNanos());
    }
}
