package io.obt.server.http;

import io.obt.protocol.InvalidMessageException;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** Reads a request's body as it arrives: bounded in size and time, and without a thread that waits for it. */
final class RequestBody {
    /** The most a body may hold. */
    static final int MAX_BYTES = 1 << 20;

    /** The most that it may hold of one who shows a token in it, or one to join with: it is not counted among all bodies. */
    static final int MAX_STRANGER_BYTES = 4 * 1024;

    /** How long a body may take to arrive. */
    static final Duration DEADLINE = Duration.ofSeconds(9);

    private RequestBody() {}

    /** What is done with a body that has arrived whole. */
    interface Reader {
        void read(byte[] bytes) throws InvalidMessageException;
    }

    static void read(HttpServerExchange exchange, int most, Reader reader) {
        read(exchange, most, DEADLINE, reader, () -> refuseForLackOfRoom(exchange));
    }

    static void read(HttpServerExchange exchange, Duration patience, Reader reader) {
        read(exchange, MAX_BYTES, patience, reader, () -> refuseForLackOfRoom(exchange));
    }

    private static void read(
            HttpServerExchange exchange, int most, Duration patience, Reader reader, Problems.Step withoutRoom) {
        if (isJson(exchange)) {
            receive(exchange, most, patience, true, reader, withoutRoom);
        } else {
            Problems.send(exchange, 415, "Unsupported media type", "Send the body as application/json");
        }
    }

    /** Lets the body of a message come that nobody looks at, so that the connection can be kept, and answers by {@code step}. */
    static void pass(HttpServerExchange exchange, Problems.Step step) {
        receive(exchange, MAX_BYTES, DEADLINE, false, bytes -> {}, step);
    }

    /**
     * Like {@link #read}, but takes no body for an empty one, whatever type it is said to have.
     *
     * @param withoutRoom answers when the body came, but there was no room for it
     */
    static void readIfAny(HttpServerExchange exchange, Reader reader, Problems.Step withoutRoom) {
        if (exchange.isRequestComplete()) {
            Problems.guarded(exchange, () -> reader.read(new byte[0]));
        } else {
            read(exchange, MAX_BYTES, DEADLINE, reader, withoutRoom);
        }
    }

    static void refuseForLackOfRoom(HttpServerExchange exchange) {
        Problems.sendUnavailable(exchange, "Busy", "Too many large bodies arrive at once", Problems.RETRY_SECONDS);
    }

    private static void receive(
            HttpServerExchange exchange,
            int most,
            Duration patience,
            boolean wanted,
            Reader reader,
            Problems.Step passed) {
        if (announcedLength(exchange) > most) {
            refuseTooLarge(exchange, most);
            return;
        }
        // Undertow's own limits cover the head of a request; a body that trickles would hold its buffers for ever.
        XnioExecutor.Key deadline = exchange.getIoThread()
                .executeAfter(() -> breakOff(exchange), patience.toMillis(), TimeUnit.MILLISECONDS);
        exchange.addExchangeCompleteListener((completed, next) -> {
            deadline.remove();
            next.proceed();
        });
        ArrivingBody.Listener end = new ArrivingBody.Listener() {
            @Override
            public void whole(byte[] bytes) {
                deadline.remove();
                try {
                    Problems.guarded(exchange, () -> reader.read(bytes));
                } finally {
                    BodyRoom.giveBack(exchange);
                }
            }

            @Override
            public void tooLarge() {
                deadline.remove();
                BodyRoom.giveBack(exchange);
                refuseTooLarge(exchange, most);
            }

            @Override
            public void passed() {
                deadline.remove();
                Problems.guarded(exchange, passed);
            }

            @Override
            public void brokenOff() {
                deadline.remove();
                breakOff(exchange);
            }
        };
        if (wanted) {
            ArrivingBody.receive(exchange, most, end);
        } else {
            ArrivingBody.pass(exchange, most, end);
        }
    }

    // A connection that is closed under a request need not complete it.
    private static void breakOff(HttpServerExchange exchange) {
        IoUtils.safeClose(exchange.getConnection());
        BodyRoom.giveBack(exchange);
    }

    // A length that is no number is more than anybody may send.
    private static long announcedLength(HttpServerExchange exchange) {
        try {
            return exchange.getRequestContentLength();
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static boolean isJson(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private static void refuseTooLarge(HttpServerExchange exchange, int most) {
        Problems.send(exchange, 413, "Content too large", "A body holds at most " + most + " bytes here");
    }
}
