package io.obt.server.http;

import io.obt.server.traffic.Passage;
import io.obt.time.TimeSource;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioIoThread;

/**
 * Turns calls away while the I/O threads come too late to what they have to do: what reads the fleet first, and heartbeats only when
 * agents would soon give up waiting for their answers. An agent that is turned away leaves this report out, and none is blamed for
 * it; the first OBT's client, which would register at once, is told that all is well. Everything else is never turned away here.
 * Thread-safe.
 */
public final class Overload implements AutoCloseable {
    // People wait this long without a thought.
    static final Duration LATE_FOR_READS = Duration.ofSeconds(1);
    // Agents give a call 10 s.
    static final Duration LATE_FOR_HEARTBEATS = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(Overload.class);
    private static final String RETRY_READ_SECONDS = "5";

    private final Function<XnioIoThread, Duration> lateness;
    private final Runnable end;
    private final String retryHeartbeatSeconds;
    private final AtomicBoolean shedHeartbeats = new AtomicBoolean();
    private volatile boolean told;

    /**
     * @param time must go on by itself: this is about threads, not about leases
     * @param interval after which an agent reports anyway
     */
    public Overload(TimeSource time, Duration interval) {
        this(new Lateness(time), interval);
    }

    private Overload(Lateness lateness, Duration interval) {
        this(lateness::of, lateness::close, interval);
    }

    Overload(Function<XnioIoThread, Duration> lateness, Runnable end, Duration interval) {
        this.lateness = lateness;
        this.end = end;
        this.retryHeartbeatSeconds = String.valueOf(Math.max(1, interval.toSeconds()));
    }

    /** Whether there is no time for this call now. */
    boolean sheds(Route route, HttpServerExchange exchange) {
        Duration late = lateness.apply(exchange.getIoThread());
        return late.compareTo(LATE_FOR_READS) > 0
                && (route.thread() == Route.On.READS || route.isHeartbeat() && late.compareTo(LATE_FOR_HEARTBEATS) > 0);
    }

    /** Answers a call that {@link #sheds} is true of. */
    void refuse(Route route, HttpServerExchange exchange) {
        if (!route.isHeartbeat()) {
            Problems.sendUnavailable(exchange, "Busy", "The server has too much to do", RETRY_READ_SECONDS);
            return;
        }
        Passage.of(exchange).isHeartbeat();
        passedOver();
        RequestBody.pass(exchange, () -> {
            if (route.isOfFirstObt()) {
                LegacyHandlers.passOver(exchange);
            } else {
                Problems.sendUnavailable(exchange, "Busy", "The server has too much to do", retryHeartbeatSeconds);
            }
        });
    }

    /** A heartbeat found no room: as if there had been no time for it. */
    void passedOver() {
        shedHeartbeats.set(true);
    }

    /** Whether heartbeats were turned away since this was asked last. */
    public boolean hasShedHeartbeats() {
        boolean shed = shedHeartbeats.getAndSet(false);
        if (shed != told) {
            told = shed;
            if (shed) {
                log.warn(
                        "More heartbeats come than can be answered in time; some are turned away, and nobody is declared offline");
            } else {
                log.info("Heartbeats are answered in time again");
            }
        }
        return shed;
    }

    /** Looks at the threads no more. */
    @Override
    public void close() {
        end.run();
    }
}
