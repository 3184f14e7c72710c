package io.obt.server.stream;

import io.obt.event.EventLog;
import io.obt.server.traffic.Passage;
import io.obt.time.TimeSource;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/** {@code GET /api/v1/stream}: lets readers follow the event log, from now or from where they left off. */
public final class EventStreams implements AutoCloseable {
    // So that a proxy keeps the connection, and a reader notices when it is gone. At the same rhythm a reader whose
    // token has ended is sent away.
    static final Duration COMMENT_EVERY = Duration.ofSeconds(15);

    private final EventLog events;
    private final TimeSource time;
    private final Duration commentEvery;
    private final EventTexts texts = new EventTexts();
    private final Map<XnioIoThread, Readers> readers = new ConcurrentHashMap<>();
    private final Replays replays;
    private final Runnable unfollow;
    private volatile boolean closed;

    public EventStreams(EventLog events, TimeSource time) {
        this(events, time, COMMENT_EVERY);
    }

    EventStreams(EventLog events, TimeSource time, Duration commentEvery) {
        this.events = events;
        this.time = time;
        this.commentEvery = commentEvery;
        this.replays = new Replays(time);
        this.unfollow = events.follow(() -> readers.values().forEach(Readers::wake));
    }

    /**
     * Answers with the stream.
     *
     * @param welcome whether its reader may still have it; asked again and again, on the connection's own thread
     */
    public void follow(HttpServerExchange exchange, BooleanSupplier welcome) throws Exception {
        if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream; charset=UTF-8");
            exchange.endExchange();
            return;
        }
        Passage.of(exchange).isStream();
        XnioIoThread thread = exchange.getIoThread();
        new ServerSentEventHandler((connection, lastEventId) -> connected(connection, lastEventId, thread, welcome))
                .handleRequest(exchange);
    }

    private void connected(
            ServerSentEventConnection connection,
            @Nullable String lastEventId,
            XnioIoThread thread,
            BooleanSupplier welcome) {
        connection.setKeepAliveTime(commentEvery.toMillis());
        EventSource source = new EventSource(events, texts, replays);
        EventStream stream = new EventStream(connection, thread, source, time, lastEventId, welcome);
        Readers together = readers.computeIfAbsent(thread, own -> new Readers(own, commentEvery));
        connection.addCloseTask(closed -> together.remove(stream));
        together.add(stream);
        if (!connection.isOpen()) {
            together.remove(stream); // it was closed before it was added
        }
        if (closed) {
            stream.close(); // its answer had begun when the others were ended
        }
    }

    /** How many readers follow. */
    public int readers() {
        return readers.values().stream().mapToInt(Readers::count).sum();
    }

    /** Ends all streams; their readers come back by themselves. */
    @Override
    public void close() {
        closed = true;
        unfollow.run();
        replays.close();
        readers.values().forEach(Readers::closeAll);
    }
}
