package io.obt.agent.hardware;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs tools as processes, one at a time, and kills those that take too long. Thread-safe. */
final class ProcessCommands implements Commands {
    private static final int MOST_BYTES = 1 << 16;

    private final Duration timeout;
    private final ExecutorService reader;
    private @Nullable Process last;

    ProcessCommands(Duration timeout) {
        this.timeout = timeout;
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "obt-command-output");
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        this.reader = one;
    }

    @Override
    public synchronized Optional<String> output(String... command) {
        // A tool that waits inside a broken driver survives even a kill; a second one would only wait beside it.
        if (last != null && last.isAlive()) {
            return Optional.empty();
        }
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
            process.getOutputStream().close();
            return output(process);
        } catch (IOException e) {
            // Not installed, or not allowed.
            return Optional.empty();
        }
    }

    private Optional<String> output(Process process) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Future<String> output = reader.submit(
                () -> new String(process.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        try {
            String text = output.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            boolean ended = process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            output.cancel(true);
            kill(process);
        }
    }

    private void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        last = process;
    }
}
