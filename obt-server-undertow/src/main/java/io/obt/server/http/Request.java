package io.obt.server.http;

import io.obt.access.Token;
import io.obt.protocol.Fingerprint;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import io.obt.server.security.Caller;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ETag;
import io.undertow.util.ETagUtils;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One request as a handler sees it: parameters, body, and the answer to it. Used by one thread at a time. */
public final class Request {
    // A smaller body fits one packet, packed or not.
    private static final int WORTH_PACKING_BYTES = 1_400;
    private static final String JSON = "application/json";

    private final HttpServerExchange exchange;
    private final Map<String, String> path;
    private final Caller caller;
    private final int mostBodyBytes;

    Request(HttpServerExchange exchange, Map<String, String> path, Caller caller, int mostBodyBytes) {
        this.exchange = exchange;
        this.path = path;
        this.caller = caller;
        this.mostBodyBytes = mostBodyBytes;
    }

    /** Who makes it. */
    Caller caller() {
        return caller;
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
        return values.stream().findFirst();
    }

    /** A parameter of the query that may be repeated; an empty value counts as not given. */
    List<String> queryAll(String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null
                ? List.of()
                : values.stream().filter(value -> !value.isEmpty()).toList();
    }

    /** Where the call came from: for people to read, never to be called back. */
    String callerAddress() {
        return exchange.getSourceAddress().getAddress().getHostAddress();
    }

    /** Whose share of what is there for everybody it takes. */
    String sharer() {
        // All sessions of a person are one, and so are all who need no token and come by a proxy that nobody named.
        Token token = caller.token();
        if (token == null) {
            return callerAddress();
        }
        return token.madeFrom() == null ? token.id() : token.madeFrom();
    }

    /**
     * Reads the body without a blocked thread and hands it over on the I/O thread.
     *
     * <p>A body that is no such message is answered with a problem, and nothing is handed over.
     */
    <T> void body(Class<T> type, BodyConsumer<T> consumer) {
        RequestBody.read(exchange, mostBodyBytes, bytes -> consumer.accept(Json.read(bytes, type)));
    }

    /** Takes a message and answers the request. */
    interface BodyConsumer<T> {
        void accept(T message) throws InvalidMessageException;
    }

    void send(int status, Object message) {
        send(status, JSON, Json.write(message));
    }

    void send(int status, String mediaType, byte[] body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, mediaType);
        byte[] sent = body;
        if (body.length >= WORTH_PACKING_BYTES) {
            exchange.getResponseHeaders().add(Headers.VARY, Headers.ACCEPT_ENCODING_STRING);
            if (Gzip.isTakenBy(exchange)) {
                exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "gzip");
                sent = Gzip.packedQuickly(body);
            }
        }
        exchange.getResponseSender().send(ByteBuffer.wrap(sent));
    }

    /** Answers 200 with what can be asked for again, or 304 to who has seen the same, the last contact aside. */
    void sendTagged(Object message) {
        sendTagged(Fingerprint.of(message), message);
    }

    void sendTagged(String fingerprint, Object message) {
        sendTagged(fingerprint, JSON, () -> Json.write(message));
    }

    void sendTagged(String fingerprint, String mediaType, byte[] body) {
        sendTagged(fingerprint, mediaType, () -> body);
    }

    private void sendTagged(String fingerprint, String mediaType, Supplier<byte[]> body) {
        if (hasSeen(fingerprint)) {
            sendNotModified(fingerprint);
        } else {
            tag(fingerprint);
            send(200, mediaType, body.get());
        }
    }

    /** Whether the caller says by {@code If-None-Match} that it has what carries this fingerprint. */
    boolean hasSeen(String fingerprint) {
        return !ETagUtils.handleIfNoneMatch(exchange, etag(fingerprint), true);
    }

    void sendNotModified(String fingerprint) {
        tag(fingerprint);
        exchange.getResponseHeaders().add(Headers.VARY, Headers.ACCEPT_ENCODING_STRING);
        exchange.setStatusCode(304);
        exchange.endExchange();
    }

    private void tag(String fingerprint) {
        exchange.getResponseHeaders()
                .put(Headers.ETAG, etag(fingerprint).toString())
                .put(Headers.CACHE_CONTROL, "no-cache"); // to be kept, and asked for again before it is shown
    }

    // Weak: what it covers is not every byte.
    private static ETag etag(String fingerprint) {
        return new ETag(true, fingerprint);
    }

    /** Path and query, as they were sent. */
    String target() {
        return exchange.getRequestURI() + "?" + exchange.getQueryString();
    }

    void sendNothing() {
        exchange.setStatusCode(204);
        exchange.endExchange();
    }

    HttpServerExchange exchange() {
        return exchange;
    }
}
