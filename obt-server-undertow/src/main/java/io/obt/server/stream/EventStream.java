package io.obt.server.stream;

import io.obt.event.EventLog;
import io.obt.event.FleetEvent;
import io.obt.time.TimeSource;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * One reader of the log. It keeps its place and takes the next event from the log when the last one is sent, so a slow
 * reader costs no memory. Where memory does not reach back to its place, the store is read, on a thread that may wait.
 * One that does not take a single event while {@link #MAX_BEHIND} others come, and for {@link #STALLED} at least, is
 * dropped: a burst alone is nobody's fault, and a replay may take as long as it likes.
 *
 * <p>Everything but {@link #close} and the reading of the store happens on the connection's own thread.
 */
final class EventStream {
    static final int MAX_BEHIND = 512;
    static final Duration STALLED = Duration.ofSeconds(1);
    private static final int BATCH = 64;
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);

    private final ServerSentEventConnection connection;
    private final Executor thread;
    private final EventSource source;
    private final EventLog events;
    private final TimeSource time;
    private final BooleanSupplier welcome;
    private final Deque<FleetEvent> batch = new ArrayDeque<>();
    private Doing doing = Doing.RESTING;
    private long place;
    // What the log held, and when it was, as the event under way was sent.
    private long latestWhenSent;
    private long sentAtNanos;

    private enum Doing {
        RESTING,
        READING,
        SENDING
    }

    /**
     * @param thread the connection's own, on which everything is sent
     * @param welcome whether the reader may still read
     */
    EventStream(
            ServerSentEventConnection connection,
            Executor thread,
            EventSource source,
            TimeSource time,
            @Nullable String lastEventId,
            BooleanSupplier welcome) {
        this.connection = connection;
        this.thread = thread;
        this.source = source;
        this.events = source.log();
        this.time = time;
        this.welcome = welcome;
        this.place = lastEventId == null ? events.latestId() : placeOf(lastEventId);
    }

    // What is no number of ours cannot be resumed from: a place that the log never reaches.
    private static long placeOf(String lastEventId) {
        return lastEventId.matches("\\d{1,18}") ? Long.parseLong(lastEventId) : Long.MAX_VALUE;
    }

    /** There may be something to send. */
    void wake() {
        if (doing == Doing.RESTING) {
            sendNext();
        } else if (doing == Doing.SENDING && isStalled()) {
            close();
        }
    }

    /** Ends it if its reader may read no more. */
    void endUnlessWelcome() {
        if (!welcome.getAsBoolean()) {
            close();
        }
    }

    private boolean isStalled() {
        return events.latestId() - latestWhenSent > MAX_BEHIND && time.nanos() - sentAtNanos > STALLED.toNanos();
    }

    private void sendNext() {
        endUnlessWelcome();
        if (!connection.isOpen()) {
            return;
        }
        FleetEvent next = batch.poll();
        if (next == null) {
            Optional<List<FleetEvent>> more = events.recent(place, BATCH);
            if (more.isEmpty()) {
                readStore();
                return;
            }
            batch.addAll(Conflation.of(more.get()));
            next = batch.poll();
        }
        if (next == null) {
            doing = Doing.RESTING;
            return;
        }
        place = next.id();
        send(source.texts().of(next), next.type().name(), String.valueOf(next.id()));
    }

    private void readStore() {
        doing = Doing.READING;
        long after = place;
        source.replays().ask(() -> replay(after), this::close);
    }

    private void replay(long after) {
        try {
            Optional<List<FleetEvent>> kept = events.replay(after, BATCH);
            thread.execute(() -> goOn(kept));
        } catch (RuntimeException e) {
            log.debug("A reader could not be given what it missed; it comes back by itself", e);
            close();
        }
    }

    private void goOn(Optional<List<FleetEvent>> kept) {
        if (kept.isEmpty() || kept.get().isEmpty()) {
            place = events.latestId();
            send("{}", "resync", null);
        } else {
            batch.addAll(Conflation.of(kept.get()));
            sendNext();
        }
    }

    private void send(String data, String event, @Nullable String id) {
        doing = Doing.SENDING;
        latestWhenSent = events.latestId();
        sentAtNanos = time.nanos();
        connection.send(data, event, id, new ServerSentEventConnection.EventCallback() {
            @Override
            public void done(
                    ServerSentEventConnection sent,
                    @Nullable String sentData,
                    @Nullable String sentEvent,
                    @Nullable String sentId) {
                thread.execute(EventStream.this::sendNext);
            }

            @Override
            public void failed(
                    ServerSentEventConnection failed,
                    @Nullable String failedData,
                    @Nullable String failedEvent,
                    @Nullable String failedId,
                    IOException e) {
                close();
            }
        });
    }

    /** Called on any thread. */
    void close() {
        IoUtils.safeClose(connection);
    }
}
