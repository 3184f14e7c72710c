package io.obt.server;

import io.obt.server.http.StartGate;
import io.obt.store.StoreRefusedException;
import io.obt.store.StoreUnavailableException;
import io.obt.time.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the fleet, now or as soon as its store is there, and lets the gate's requests through to it. Tells once that it
 * has to wait, and once that it need not any more. Thread-safe.
 */
final class Opening implements AutoCloseable {
    static final Duration RHYTHM = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Opening.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<FleetAtWork> opener;
    private final StartGate gate;
    private @Nullable Loop retrying;
    private @Nullable FleetAtWork opened;
    private volatile @Nullable String obstacle;
    private boolean closed;

    Opening(Supplier<FleetAtWork> opener, StartGate gate) {
        this.opener = opener;
        this.gate = gate;
    }

    /**
     * Tries at once, and again every {@link #RHYTHM} if the store is away.
     *
     * @throws StoreRefusedException or whatever else is wrong: nobody will mend it by waiting
     */
    void start() {
        try {
            open();
        } catch (StoreRefusedException e) {
            throw e;
        } catch (StoreUnavailableException e) {
            waitBecause(e);
            retry();
        }
    }

    /**
     * One more attempt. What needs people is told here and tried again too: a server that runs does not end by itself.
     *
     * @return whether no other is needed
     */
    boolean step() {
        try {
            open();
            log.info("The store is there; the server is ready");
            obstacle = null;
            return true;
        } catch (RuntimeException e) {
            waitBecause(e);
            return false;
        }
    }

    private void open() {
        FleetAtWork fleet = opener.get();
        synchronized (this) {
            if (!closed) {
                opened = fleet;
                gate.open(fleet.api());
                return;
            }
        }
        fleet.close(); // the server ended meanwhile
    }

    private void waitBecause(RuntimeException e) {
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(obstacle)) {
            log.warn("The server is starting and tries every {} s to open its store: {}", RHYTHM.toSeconds(), reason);
        }
        obstacle = reason;
        gate.waitFor(reason + "; it tries again every " + RHYTHM.toSeconds() + " s");
    }

    /** What is done while the fleet is not at work. */
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Ends the fleet, lets {@code work} have its store alone, and opens the fleet again; meanwhile the server answers as at
     * its start.
     *
     * @throws StoreUnavailableException if the fleet is not open
     */
    <T> T interrupting(String reason, Work<T> work) throws IOException {
        try (FleetAtWork fleet = taken()) {
            gate.close(reason);
            fleet.endStreams();
        }
        try {
            return work.run();
        } finally {
            if (!step()) {
                retry();
            }
        }
    }

    private synchronized FleetAtWork taken() {
        FleetAtWork fleet = opened;
        if (fleet == null || closed) {
            throw new StoreUnavailableException("the fleet is not open");
        }
        opened = null;
        return fleet;
    }

    private synchronized void retry() {
        if (!closed) {
            retrying = Loop.until(RHYTHM, PATIENCE, "obt-open", this::step);
        }
    }

    /** What it waits for, in the store's words; empty when the fleet is open. */
    Optional<String> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    /** The fleet, once it is open. */
    synchronized Optional<FleetAtWork> opened() {
        return Optional.ofNullable(opened);
    }

    /** Ends the attempts and then the fleet, if there is one. */
    @Override
    public void close() {
        Loop loop;
        synchronized (this) {
            closed = true;
            loop = retrying;
        }
        if (loop != null) {
            loop.close();
        }
        opened().ifPresent(FleetAtWork::close);
    }
}
