package io.obt.server.http;

import io.obt.server.security.Guard;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets no web page but our own change anything (CSRF). What a browser sends is known by {@code Origin}, {@code Sec-Fetch-Site} or
 * the session's cookie, and has to come from this server's own pages and be JSON; agents, scripts and SDK send none of these.
 */
public final class SameOrigin implements HttpHandler {
    private static final HttpString SEC_FETCH_SITE = new HttpString("Sec-Fetch-Site");
    private static final Set<HttpString> SAFE = Set.of(Methods.GET, Methods.HEAD, Methods.OPTIONS);

    private final Set<String> others;
    private final HttpHandler next;

    /** @param others origins that are as good as this server's own: the public address, those configured for CORS */
    public SameOrigin(Set<Origin> others, HttpHandler next) {
        this.others = others.stream().map(Origin::text).collect(Collectors.toSet());
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (SAFE.contains(exchange.getRequestMethod()) || !isOfBrowser(exchange)) {
            next.handleRequest(exchange);
        } else if (!isOurs(exchange)) {
            Problems.send(
                    exchange,
                    403,
                    "Forbidden",
                    "A page of another site may not change anything here; OBT_CORS_ORIGINS names those that may");
        } else if (!isJson(exchange.getRequestHeaders())) {
            Problems.send(exchange, 415, "Unsupported media type", "Send the body as application/json");
        } else {
            next.handleRequest(exchange);
        }
    }

    private static boolean isOfBrowser(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        return headers.contains(Headers.ORIGIN)
                || headers.contains(SEC_FETCH_SITE)
                || Guard.session(exchange).isPresent();
    }

    private boolean isOurs(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        String origin = headers.getFirst(Headers.ORIGIN);
        if (origin != null && others.contains(origin.toLowerCase(Locale.ROOT))) {
            return true;
        }
        String site = headers.getFirst(SEC_FETCH_SITE);
        // A cookie alone says nothing of the page that sends it.
        return (site != null || origin != null)
                && (site == null || site.equals("same-origin"))
                && (origin == null || isThisServer(origin, headers.getFirst(Headers.HOST)));
    }

    private static boolean isThisServer(String origin, @Nullable String host) {
        return host != null && origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
    }

    private static boolean isJson(HeaderMap headers) {
        String type = headers.getFirst(Headers.CONTENT_TYPE);
        boolean hasBody = headers.contains(Headers.TRANSFER_ENCODING)
                || headers.contains(Headers.CONTENT_LENGTH)
                        && !headers.getFirst(Headers.CONTENT_LENGTH).equals("0");
        return type == null
                ? !hasBody
                : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
    }
}
