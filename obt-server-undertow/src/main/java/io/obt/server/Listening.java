package io.obt.server;

import static org.xnio.ChannelListeners.invokeChannelListener;

import io.obt.server.tls.ServerTls;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioExecutor;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Listens on the server's port. It is Undertow's own listener, with one thing added: a connection that has not brought a
 * whole head in time is ended, also before the first byte of one, where Undertow would wait as long as for a connection that is kept
 * alive. A TLS handshake that never ends is such a connection.
 */
final class Listening implements AutoCloseable {
    // Bodies have a deadline of their own, as long.
    private static final Duration LONGEST_HEAD = Duration.ofSeconds(9);

    // Longer than any heartbeat interval but the longest, so that agents keep their connections.
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(90);
    private static final Duration LONGEST_END = Duration.ofMillis(500);
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_HEADERS = 64;
    // A TLS record and its frame fit 16 KiB less 20 bytes, as Undertow knows.
    private static final int BUFFER_BYTES = 16 * 1024 - 20;
    private static final int IO_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int WORKERS = 16;

    private static final OptionMap HTTP = OptionMap.builder()
            // Its own count prints a stack trace; bodies are counted where they are read, and nowhere else read.
            .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .set(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
            .set(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
            .set(UndertowOptions.MAX_PARAMETERS, MAX_HEADERS)
            .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) LONGEST_HEAD.toMillis())
            .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int) LONGEST_IDLE.toMillis())
            .set(UndertowOptions.ALLOW_ENCODED_SLASH, true)
            .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
            .getMap();
    private static final OptionMap THREADS = OptionMap.builder()
            .set(Options.WORKER_IO_THREADS, IO_THREADS)
            .set(Options.WORKER_TASK_CORE_THREADS, WORKERS)
            .set(Options.WORKER_TASK_MAX_THREADS, WORKERS)
            .getMap();
    private static final OptionMap SOCKETS = OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(Options.REUSE_ADDRESSES, true)
            .set(Options.BACKLOG, 1_000)
            .getMap();

    private final Map<StreamConnection, XnioExecutor.Key> unheard = new ConcurrentHashMap<>();
    private final HttpOpenListener http;
    private final XnioWorker worker;
    private final AcceptingChannel<? extends StreamConnection> port;

    /**
     * Listens and begins to answer.
     *
     * @param tls null for plain HTTP
     * @throws IOException if the address cannot be listened on
     */
    Listening(InetSocketAddress address, @Nullable ServerTls tls, HttpHandler handler) throws IOException {
        ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES);
        http = new HttpOpenListener(buffers, HTTP);
        http.setRootHandler(exchange -> {
            heard(((AbstractServerConnection) exchange.getConnection()).getChannel());
            handler.handleRequest(exchange);
        });
        worker = Xnio.getInstance(Listening.class.getClassLoader()).createWorker(THREADS);
        try {
            port = listen(address, tls);
        } catch (IOException | RuntimeException e) {
            worker.shutdownNow();
            throw e;
        }
        port.resumeAccepts();
    }

    private AcceptingChannel<? extends StreamConnection> listen(InetSocketAddress address, @Nullable ServerTls tls)
            throws IOException {
        if (tls == null) {
            return worker.createStreamConnectionServer(
                    address, ChannelListeners.openListenerAdapter(this::opened), SOCKETS);
        }
        return new UndertowXnioSsl(worker.getXnio(), OptionMap.create(Options.USE_DIRECT_BUFFERS, true), tls.context())
                .createSslConnectionServer(
                        worker,
                        address,
                        ChannelListeners.openListenerAdapter(this::opened),
                        OptionMap.builder()
                                .addAll(SOCKETS)
                                .set(Options.SSL_ENABLED_PROTOCOLS, Sequence.of(ServerTls.PROTOCOLS))
                                .getMap());
    }

    private void opened(StreamConnection connection) {
        unheard.put(
                connection,
                connection
                        .getIoThread()
                        .executeAfter(() -> giveUp(connection), LONGEST_HEAD.toMillis(), TimeUnit.MILLISECONDS));
        http.handleEvent(connection);
    }

    // The head may be there already, and the server have been too busy to read it.
    private void giveUp(StreamConnection connection) {
        ConduitStreamSourceChannel source = connection.getSourceChannel();
        if (unheard.containsKey(connection) && source.isReadResumed()) {
            invokeChannelListener(source, source.getReadListener());
        }
        if (unheard.remove(connection) != null) {
            IoUtils.safeClose(connection);
        }
    }

    private void heard(StreamConnection connection) {
        XnioExecutor.Key deadline = unheard.remove(connection);
        if (deadline != null) {
            deadline.remove();
        }
    }

    InetSocketAddress address() {
        return port.getLocalAddress(InetSocketAddress.class);
    }

    /** Listens no more, and ends the connections that are left. */
    @Override
    public void close() {
        IoUtils.safeClose(port);
        worker.shutdown();
        try {
            worker.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        worker.shutdownNow();
    }
}
