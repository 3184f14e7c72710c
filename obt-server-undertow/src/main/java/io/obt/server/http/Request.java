package io.obt.server.http;

import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request as a handler sees it: parameters, body, and the answer to it. Used by one thread at a time. */
public final class Request {
    private final HttpServerExchange exchange;
    private final Map<String, String> path;

    Request(HttpServerExchange exchange, Map<String, String> path) {
        this.exchange = exchange;
        this.path = path;
    }

    /** The part of the path that the route's template names so. */
    String path(String name) {
        String value = path.get(name);
        return value == null ? "" : value;
    }

    /** A parameter of the query that is given at most once. */
    Optional<String> query(String name) {
        List<String> values = queryAll(name);
        if (values.size() > 1) {
            throw new BadRequestException(
                    "The query parameter '" + name + "' is given " + values.size() + " times; give it once");
        }
        return values.stream().filter(value -> !value.isEmpty()).findFirst();
    }

    List<String> queryAll(String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    /** Where the call came from: for people to read, never to be called back. */
    String callerAddress() {
        return exchange.getSourceAddress().getAddress().getHostAddress();
    }

    /**
     * Reads the body without a blocked thread and hands it over on the I/O thread.
     *
     * <p>A body that is no such message is answered with a problem, and nothing is handed over.
     */
    <T> void body(Class<T> type, BodyConsumer<T> consumer) {
        RequestBody.read(exchange, bytes -> consumer.accept(Json.read(bytes, type)));
    }

    /** Like {@link #body}, but hands the message over on a worker thread, which may wait for the store. */
    <T> void bodyOnWorker(Class<T> type, BodyConsumer<T> consumer) {
        RequestBody.read(exchange, bytes -> {
            T message = Json.read(bytes, type);
            onWorker(() -> consumer.accept(message));
        });
    }

    /** Goes on with {@code step} on a worker thread, which may wait for the store. */
    void onWorker(Problems.Step step) {
        exchange.dispatch(() -> Problems.guarded(exchange, step));
    }

    /** Takes a message and answers the request. */
    interface BodyConsumer<T> {
        void accept(T message) throws InvalidMessageException;
    }

    void send(int status, Object message) {
        send(status, "application/json", Json.write(message));
    }

    void send(int status, String mediaType, byte[] body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, mediaType);
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }

    void sendNothing() {
        exchange.setStatusCode(204);
        exchange.endExchange();
    }

    void header(String name, String value) {
        exchange.getResponseHeaders().put(new HttpString(name), value);
    }

    HttpServerExchange exchange() {
        return exchange;
    }
}
