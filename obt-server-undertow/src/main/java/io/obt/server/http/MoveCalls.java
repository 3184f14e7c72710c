package io.obt.server.http;

import io.obt.store.StoreUnavailableException;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * The calls that carry a whole fleet. They come one after the other on a thread of their own, by way of a temporary file:
 * however slow their caller is, nobody else waits for it.
 */
public final class MoveCalls implements AutoCloseable {
    /** The media type of an exported fleet: JSON lines. */
    static final String MEDIA_TYPE = "application/x-ndjson";

    private static final int MOST_WAITING = 4;
    private static final int PIECE_BYTES = 8 * 1024;
    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(10);

    private final FleetMove move;
    private final ThreadPoolExecutor thread;

    public MoveCalls(FleetMove move) {
        this.move = move;
        this.thread =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    Thread own = new Thread(task, "obt-move");
                    own.setDaemon(true);
                    return own;
                });
        this.thread.allowCoreThreadTimeOut(true);
    }

    void exportFleet(Request request) {
        inTurn(request.exchange(), () -> send(request.exchange()));
    }

    void importFleet(Request request) {
        HttpServerExchange exchange = request.exchange();
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(MEDIA_TYPE)) {
            Problems.send(exchange, 415, "Unsupported media type", "Send an exported fleet as " + MEDIA_TYPE);
            return;
        }
        inTurn(exchange, () -> take(request));
    }

    private void inTurn(HttpServerExchange exchange, Problems.Step step) {
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {
            try {
                thread.execute(() -> Problems.guarded(exchange, step));
            } catch (RejectedExecutionException e) {
                Problems.guarded(exchange, () -> {
                    throw new StoreUnavailableException("other exports and imports are under way");
                });
            }
        });
    }

    private void send(HttpServerExchange exchange) throws IOException {
        Path file = Files.createTempFile("obt-export", ".jsonl");
        try {
            move.exportTo(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
            exchange.addExchangeCompleteListener((answered, next) -> {
                IoUtils.safeClose(channel);
                next.proceed();
            });
            exchange.setStatusCode(200);
            exchange.setResponseContentLength(channel.size());
            exchange.getResponseHeaders()
                    .put(Headers.CONTENT_TYPE, MEDIA_TYPE)
                    .put(Headers.CONTENT_DISPOSITION, "attachment; filename=\"fleet.jsonl\"");
            exchange.getResponseSender().transferFrom(channel, IoCallback.END_EXCHANGE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private void take(Request request) throws IOException {
        Path file = Files.createTempFile("obt-import", ".jsonl");
        try {
            receive(request.exchange(), file);
            request.send(200, move.importFrom(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void receive(HttpServerExchange exchange, Path file) throws IOException {
        XnioExecutor.Key deadline = exchange.getIoThread()
                .executeAfter(
                        () -> IoUtils.safeClose(exchange.getConnection()),
                        LONGEST_UPLOAD.toMillis(),
                        TimeUnit.MILLISECONDS);
        exchange.startBlocking();
        try (InputStream in = exchange.getInputStream();
                OutputStream out = Files.newOutputStream(file)) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int read = next(in, piece); read >= 0; read = next(in, piece)) {
                out.write(piece, 0, read);
            }
        } finally {
            deadline.remove();
        }
    }

    // That the caller broke off is no fault of ours, as a full disk would be.
    private static int next(InputStream in, byte[] piece) throws BadRequestException {
        try {
            return in.read(piece);
        } catch (IOException e) {
            throw new BadRequestException("The file ended before all of it had come; send it again");
        }
    }

    /** Takes no more; what is under way is left to itself. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
