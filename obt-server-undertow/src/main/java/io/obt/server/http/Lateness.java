package io.obt.server.http;

import io.obt.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioIoThread;

/**
 * How late the I/O threads come to what they have to do. What waits for such a thread waits in the kernel, where nobody can count
 * it; so each has a task of its own to do ten times a second, and comes as late to a request as it comes to that.
 *
 * <p>Once late is a pause of the whole process, after which there is time again: it counts when the next time is late, too, or already
 * would be. Thread-safe.
 */
final class Lateness implements AutoCloseable {
    private static final Duration RHYTHM = Duration.ofMillis(100);

    private final TimeSource time;
    private final Map<XnioIoThread, Watch> watches = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param time must go on by itself: this is about threads, not about leases */
    Lateness(TimeSource time) {
        this.time = time;
    }

    /** How late {@code thread} comes; zero when it is in time. */
    Duration of(XnioIoThread thread) {
        return watches.computeIfAbsent(thread, Watch::new).late();
    }

    /** Looks no more. */
    @Override
    public void close() {
        closed = true;
    }

    private final class Watch {
        private final XnioIoThread thread;
        private long dueAtNanos = time.nanos() + RHYTHM.toNanos();
        private long lateNanos;
        private long lateBeforeNanos;

        Watch(XnioIoThread thread) {
            this.thread = thread;
            comeAgain();
        }

        private void comeAgain() {
            try {
                thread.executeAfter(this::came, RHYTHM.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // the server has ended
            }
        }

        // Both on its own thread, mostly.
        private synchronized void came() {
            long now = time.nanos();
            lateBeforeNanos = lateNanos;
            lateNanos = Math.max(0, now - dueAtNanos);
            dueAtNanos = now + RHYTHM.toNanos();
            if (!closed) {
                comeAgain();
            }
        }

        synchronized Duration late() {
            if (lateNanos == 0) {
                return Duration.ZERO;
            }
            long nextNanos = Math.max(lateBeforeNanos, time.nanos() - dueAtNanos);
            return Duration.ofNanos(Math.max(0, Math.min(lateNanos, nextNanos)));
        }
    }
}
