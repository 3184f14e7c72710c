package io.obt.time;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats one step on a daemon thread of its own until closed or done; a step that fails is told and tried again. */
public final class Loop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private final ScheduledExecutorService executor;
    private final Duration patience;

    private Loop(ScheduledExecutorService executor, Duration patience) {
        this.executor = executor;
        this.patience = patience;
    }

    /**
     * Starts to run {@code step} every {@code rhythm}; {@link #close()} waits up to {@code patience} for a step under way.
     */
    public static Loop every(Duration rhythm, Duration patience, String name, Runnable step) {
        return until(rhythm, patience, name, () -> {
            step.run();
            return false;
        });
    }

    /** The same, ended by the first step that returns true. */
    public static Loop until(Duration rhythm, Duration patience, String name, BooleanSupplier step) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(
                () -> {
                    if (isDone(name, step)) {
                        executor.shutdown();
                    }
                },
                rhythm.toNanos(),
                rhythm.toNanos(),
                TimeUnit.NANOSECONDS);
        return new Loop(executor, patience);
    }

    // Whatever is thrown would end the schedule silently; so would an Error, as when a jar is replaced under its
    // process.
    private static boolean isDone(String name, BooleanSupplier step) {
        try {
            return step.getAsBoolean();
        } catch (RuntimeException | Error e) {
            log.error("{}: a step failed and will be tried again", name, e);
            return false;
        }
    }

    /** No step starts any more; returns when the last one has ended or patience has. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
