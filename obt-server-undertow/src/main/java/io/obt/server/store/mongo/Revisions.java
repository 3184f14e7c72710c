package io.obt.server.store.mongo;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that order the writes of one server among themselves and after all writes of the servers before it: the number
 * of the start in front, which MongoDB counts, and the number of the write behind it. {@code 7000000000042} is write 42 of
 * start 7. Thread-safe.
 */
final class Revisions {
    private static final long WRITES_A_START = 1_000_000_000_000L;

    private final long start;
    private final AtomicLong writes = new AtomicLong();

    Revisions(long start) {
        this.start = start;
    }

    long next() {
        return start * WRITES_A_START + writes.incrementAndGet();
    }

    /** Whether a server that started after this one wrote it. */
    boolean isOfLaterStart(long revision) {
        return revision / WRITES_A_START > start;
    }
}
