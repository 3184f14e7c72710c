package io.obt.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;

/**
 * Stands before the API until there is a fleet to answer for: the server lives ({@code /healthz}), and everything else is
 * answered 503, with the reason where nobody needs a token: nobody can show one yet, and strangers need not know what the store said.
 * Answers on the I/O thread; a body is not waited for.
 */
public final class StartGate implements HttpHandler {
    // Soon: a store is mostly opened within a second, and an agent adds a pause of its own that grows.
    private static final String RETRY_SECONDS = "1";

    private final boolean tellsWhy;
    private volatile String reason = "the store is being opened";
    private volatile HttpHandler next = this::refuse;

    /** @param tellsWhy whether everybody may know the reason */
    public StartGate(boolean tellsWhy) {
        this.tellsWhy = tellsWhy;
    }

    /** @param reason what the server waits for, in a clause that people read */
    public void waitFor(String reason) {
        this.reason = reason;
    }

    /** From now on nothing is answered but that the server waits. */
    public void close(String reason) {
        waitFor(reason);
        next = this::refuse;
    }

    /** From now on {@code api} answers. */
    public void open(HttpHandler api) {
        next = api;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        next.handleRequest(exchange);
    }

    private void refuse(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        if (exchange.getRequestPath().equals("/healthz")) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
            exchange.getResponseSender().send("alive\n");
        } else {
            String detail =
                    tellsWhy ? "The server is starting: " + reason : "The server is not ready yet; its log says why";
            Problems.sendUnavailable(exchange, "Starting", detail, RETRY_SECONDS);
        }
    }
}
