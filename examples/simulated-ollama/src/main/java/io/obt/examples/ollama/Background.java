package io.obt.examples.ollama;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of one simulated Ollama, all daemons. What is handed in after {@code close} is dropped. */
final class Background implements AutoCloseable {
    private static final ThreadFactory DAEMONS = task -> {
        Thread thread = new Thread(task, "simulated-ollama");
        thread.setDaemon(true);
        return thread;
    };

    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            DAEMONS,
            new ThreadPoolExecutor.DiscardPolicy());
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, DAEMONS, new ThreadPoolExecutor.DiscardPolicy());

    void run(Runnable task) {
        workers.execute(task);
    }

    void runAfter(Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
        } else {
            timer.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
