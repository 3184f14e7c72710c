package io.obt.sdk;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats, on a daemon thread of its own, a step that says itself how long it may wait. */
final class StepThread {
    private static final Logger log = LoggerFactory.getLogger(StepThread.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(10);

    /** One step. */
    interface Step {
        /** Does what is due and returns how long to wait. Interrupted when the thread is to end. */
        Duration run() throws InterruptedException;
    }

    private final Step step;
    private final Thread thread;
    private final Semaphore calls = new Semaphore(0);
    private boolean faulty;

    StepThread(String name, Step step) {
        this.step = step;
        this.thread = new Thread(this::repeat, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Lets the next step come now. */
    void wake() {
        calls.release();
    }

    /** Interrupts the step under way; there will be no other. */
    void stop() {
        thread.interrupt();
    }

    /** Waits for the thread to end after {@link #stop()}, but no longer than {@code patience}. */
    void join(Duration patience) throws InterruptedException {
        thread.join(Math.max(1, patience.toMillis()));
    }

    private void repeat() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Duration wait = runSafely();
                calls.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
                calls.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    private Duration runSafely() throws InterruptedException {
        try {
            Duration wait = step.run();
            faulty = false;
            return wait;
        } catch (RuntimeException | Error e) { // an Error too: a host may replace a jar under its process
            if (!faulty) {
                log.error("{}: a step failed and is tried again every {}", thread.getName(), AFTER_A_FAULT, e);
            }
            faulty = true;
            return AFTER_A_FAULT;
        }
    }
}
