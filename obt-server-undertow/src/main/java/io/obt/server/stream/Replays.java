package io.obt.server.stream;

import io.obt.store.FleetStore;
import io.obt.time.TimeSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where the store is waited for, on one thread for all readers: however many come back at once, it is asked for one of
 * them at a time. Who has waited for its turn longer than {@link FleetStore#PATIENCE} is sent away, to come back when the
 * store may be quicker. Thread-safe.
 */
final class Replays implements AutoCloseable {
    private final TimeSource time;
    private final ThreadPoolExecutor thread;

    Replays(TimeSource time) {
        this.time = time;
        this.thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread own = new Thread(task, "obt-replay");
            own.setDaemon(true);
            return own;
        });
        this.thread.allowCoreThreadTimeOut(true);
    }

    /** Asks {@code question} when its turn comes; {@code sendAway} is called in place of it when that is too late. */
    void ask(Runnable question, Runnable sendAway) {
        long since = time.nanos();
        try {
            thread.execute(() -> {
                boolean inTime = time.nanos() - since <= FleetStore.PATIENCE.toNanos();
                (inTime ? question : sendAway).run();
            });
        } catch (RejectedExecutionException e) {
            sendAway.run(); // the server is ending
        }
    }

    /** Asks no more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
