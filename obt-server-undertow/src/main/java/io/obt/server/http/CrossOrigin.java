package io.obt.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets web pages of configured origins, and no others, read the API (CORS). An origin is allowed by its exact name,
 * never by {@code *}; credentials that a browser adds by itself are not asked for.
 */
public final class CrossOrigin implements HttpHandler {
    private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
    private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
    private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
    private static final HttpString EXPOSE_HEADERS = new HttpString("Access-Control-Expose-Headers");
    private static final HttpString MAX_AGE = new HttpString("Access-Control-Max-Age");
    private static final String REQUEST_METHOD = "Access-Control-Request-Method";

    private final Set<String> origins;
    private final HttpHandler next;

    public CrossOrigin(Set<Origin> origins, HttpHandler next) {
        this.origins = origins.stream().map(Origin::text).collect(Collectors.toSet());
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (origins.isEmpty()) {
            next.handleRequest(exchange);
            return;
        }
        HeaderMap headers = exchange.getResponseHeaders();
        headers.add(Headers.VARY, Headers.ORIGIN_STRING);
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        if (!isAllowed(origin)) {
            next.handleRequest(exchange);
            return;
        }
        headers.put(ALLOW_ORIGIN, origin);
        if (isPreflight(exchange)) {
            headers.put(ALLOW_METHODS, "GET, HEAD, PUT, POST, DELETE");
            headers.put(ALLOW_HEADERS, "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID");
            headers.put(MAX_AGE, "600");
            exchange.setStatusCode(204);
            exchange.endExchange();
        } else {
            headers.put(EXPOSE_HEADERS, "Allow, ETag, Retry-After");
            next.handleRequest(exchange);
        }
    }

    private boolean isAllowed(@Nullable String origin) {
        return origin != null && origins.contains(origin);
    }

    private static boolean isPreflight(HttpServerExchange exchange) {
        return exchange.getRequestMethod().equals(Methods.OPTIONS)
                && exchange.getRequestHeaders().contains(REQUEST_METHOD);
    }
}
