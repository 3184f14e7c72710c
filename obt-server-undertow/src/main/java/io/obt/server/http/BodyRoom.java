package io.obt.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all bodies have together while they arrive. Each alone is small enough; some hundred large ones at once would
 * not be. What most bodies need is not counted, so that no heartbeat of the usual size is refused for lack of room.
 */
public final class BodyRoom implements HttpHandler {
    private static final AttachmentKey<Part> KEY = AttachmentKey.create(Part.class);

    private final long mostBytes;
    private final HttpHandler next;
    private final AtomicLong takenBytes = new AtomicLong();

    /** A quarter of the heap, for the bodies that {@code next} reads. */
    public BodyRoom(HttpHandler next) {
        this(Runtime.getRuntime().maxMemory() / 4, next);
    }

    BodyRoom(long mostBytes, HttpHandler next) {
        this.mostBytes = mostBytes;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        Part part = new Part();
        exchange.putAttachment(KEY, part);
        // However it ends: even what no handler catches completes it.
        exchange.addExchangeCompleteListener((completed, rest) -> {
            part.giveBack();
            rest.proceed();
        });
        next.handleRequest(exchange);
    }

    /** Takes {@code bytes} more for the body of {@code exchange}; whether there is room for them. */
    static boolean take(HttpServerExchange exchange, int bytes) {
        Part part = exchange.getAttachment(KEY);
        return part == null || part.take(bytes);
    }

    /** Nobody needs the body of {@code exchange} any more. Idempotent. */
    static void giveBack(HttpServerExchange exchange) {
        Part part = exchange.getAttachment(KEY);
        if (part != null) {
            part.giveBack();
        }
    }

    /** What one body has. */
    private final class Part {
        private final AtomicInteger bytes = new AtomicInteger();

        boolean take(int more) {
            if (takenBytes.addAndGet(more) > mostBytes) {
                takenBytes.addAndGet(-more);
                return false;
            }
            bytes.addAndGet(more);
            return true;
        }

        void giveBack() {
            takenBytes.addAndGet(-bytes.getAndSet(0));
        }
    }
}
