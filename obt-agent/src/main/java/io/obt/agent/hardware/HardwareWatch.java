package io.obt.agent.hardware;

import io.obt.client.Hardware;
import io.obt.client.Usage;
import io.obt.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at this machine every 5 s on a daemon thread of its own, so that no heartbeat ever waits for a tool or a disk.
 * Thread-safe.
 */
public final class HardwareWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HardwareWatch.class);
    private static final Duration RHYTHM = Duration.ofSeconds(5);
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);

    private final CountDownLatch firstLook = new CountDownLatch(1);
    private final HardwareProbe probe;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "obt-hardware");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean failing;

    private HardwareWatch(Map<String, String> environment, TimeSource time) {
        probe = HardwareProbe.ofThisMachine(environment, new ProcessCommands(COMMAND_TIMEOUT), time);
        executor.scheduleWithFixedDelay(this::lookSafely, 0, RHYTHM.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Starts to watch this machine; {@code environment} tells by {@code OLLAMA_MODELS} which disk matters. */
    public static HardwareWatch start(Map<String, String> environment, TimeSource time) {
        return new HardwareWatch(environment, time);
    }

    /**
     * Waits for the first look, so that a registration can say what the machine is made of; it usually takes less than a
     * second. False when {@code patience} was over first: then everything is unknown for now.
     */
    public boolean awaitFirstLook(Duration patience) throws InterruptedException {
        return firstLook.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What the machine is made of; never waits. */
    public Hardware hardware() {
        return probe.hardware();
    }

    /** How busy it is; never waits. */
    public Usage usage() {
        return probe.usage();
    }

    /** Ends the looking at once, with the tool that may be running for it. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    // An exception would end the schedule silently.
    private void lookSafely() {
        try {
            probe.look();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.warn("Cannot look at this machine's hardware; it will be tried again", e);
            }
            failing = true;
        } finally {
            firstLook.countDown();
        }
    }
}
