package io.obt.server.stream;

import io.obt.event.EventLog;
import io.obt.event.FleetEvent;
import io.obt.protocol.EventMessage;
import io.obt.protocol.Json;
import io.obt.time.TimeSource;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/**
 * One reader of the log. It keeps its place and takes the next event from the log when the last one is sent, so a slow
 * reader costs no memory. One that does not take a single event while {@link #MAX_BEHIND} others come, and for
 * {@link #STALLED} at least, is dropped: a burst alone is nobody's fault, and a replay may take as long as it likes.
 */
final class EventStream {
    static final int MAX_BEHIND = 512;
    static final Duration STALLED = Duration.ofSeconds(1);
    private static final int BATCH = 64;

    private final ServerSentEventConnection connection;
    private final Executor thread;
    private final EventLog events;
    private final TimeSource time;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Deque<FleetEvent> batch = new ArrayDeque<>();
    // Guarded by busy: only who set it reads and writes them.
    private long place;
    // What the log held, and when it was, as the event under way was sent.
    private volatile long latestWhenSent;
    private volatile long sentAtNanos;

    /** @param thread the connection's own, on which everything is sent */
    EventStream(
            ServerSentEventConnection connection,
            Executor thread,
            EventLog events,
            TimeSource time,
            @Nullable String lastEventId) {
        this.connection = connection;
        this.thread = thread;
        this.events = events;
        this.time = time;
        this.latestWhenSent = events.latestId();
        this.sentAtNanos = time.nanos();
        this.place = lastEventId == null ? events.latestId() : placeOf(lastEventId);
    }

    // What is no number of ours cannot be resumed from: a place that memory never reaches.
    private static long placeOf(String lastEventId) {
        return lastEventId.matches("\\d{1,18}") ? Long.parseLong(lastEventId) : Long.MAX_VALUE;
    }

    /** There may be something to send. Returns at once and never throws; called on any thread. */
    void wake() {
        if (busy.compareAndSet(false, true)) {
            try {
                thread.execute(this::sendNext);
            } catch (RejectedExecutionException e) {
                close(); // the server is ending
            }
        } else if (events.latestId() - latestWhenSent > MAX_BEHIND && time.nanos() - sentAtNanos > STALLED.toNanos()) {
            close();
        }
    }

    private void sendNext() {
        if (!connection.isOpen()) {
            return;
        }
        FleetEvent next = batch.poll();
        if (next == null) {
            Optional<List<FleetEvent>> more = events.recent(place, BATCH);
            if (more.isEmpty()) {
                place = events.latestId();
                send("{}", "resync", null);
                return;
            }
            batch.addAll(more.get());
            next = batch.poll();
        }
        if (next == null) {
            rest();
            return;
        }
        place = next.id();
        send(
                new String(Json.write(EventMessage.of(next)), StandardCharsets.UTF_8),
                next.type().name(),
                String.valueOf(next.id()));
    }

    private void rest() {
        busy.set(false);
        // An event may have come between the look and the rest; its wake found this stream busy.
        if (events.latestId() > place) {
            wake();
        }
    }

    private void send(String data, String event, @Nullable String id) {
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

    void close() {
        IoUtils.safeClose(connection);
    }
}
