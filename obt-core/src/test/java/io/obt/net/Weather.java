package io.obt.net;

import java.time.Duration;

/** What a network does to the bytes on it just now. Thread-safe. */
final class Weather {
    /** The most that moves at once. */
    static final int PIECE = 1_024;

    private Fault fault = Fault.NONE;
    private Duration delay = Duration.ZERO;
    private long bytesOfNew = Long.MAX_VALUE;

    /** What is wrong. */
    enum Fault {
        NONE,
        STILL,
        RESET
    }

    synchronized void set(Fault next) {
        fault = next;
        delay = Duration.ZERO;
        bytesOfNew = Long.MAX_VALUE;
        notifyAll();
    }

    synchronized void slow(Duration next) {
        set(Fault.NONE);
        delay = next;
    }

    synchronized void cutAfter(long bytes) {
        set(Fault.NONE);
        bytesOfNew = bytes;
    }

    /** How many bytes a new connection passes before it ends. */
    synchronized long bytesOfNew() {
        return bytesOfNew;
    }

    /**
     * Waits until something may move for {@code passage}.
     *
     * @return what then becomes of it: {@link Fault#NONE} or {@link Fault#RESET}
     */
    synchronized Fault await(Passage passage) throws InterruptedException {
        if (!delay.isZero()) {
            pause();
        }
        while ((fault == Fault.STILL || passage.isFrozen()) && passage.isOpen()) {
            wait();
        }
        return fault;
    }

    // A change of the weather ends the delay, too.
    private void pause() throws InterruptedException {
        Duration begun = delay;
        long until = System.nanoTime() + begun.toNanos();
        for (long left = begun.toNanos(); left > 0 && delay.equals(begun); left = until - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    /** A passage has ended, whose threads may wait here. */
    synchronized void ended() {
        notifyAll();
    }
}
