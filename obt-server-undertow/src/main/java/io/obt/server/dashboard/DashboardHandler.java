package io.obt.server.dashboard;

import io.obt.server.http.Gzip;
import io.obt.server.http.Origin;
import io.obt.server.traffic.Passage;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ETag;
import io.undertow.util.ETagUtils;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * {@code /} and what the page there loads; every other path goes to the next handler. Answers from memory on the I/O
 * thread. The page is asked for anew each time and mostly answered with 304; the files under its base never change,
 * because their path does.
 */
public final class DashboardHandler implements HttpHandler {
    private static final HttpString CONTENT_SECURITY_POLICY = new HttpString("Content-Security-Policy");
    private static final HttpString REFERRER_POLICY = new HttpString("Referrer-Policy");
    private static final HttpString X_CONTENT_TYPE_OPTIONS = new HttpString("X-Content-Type-Options");
    private static final String GET_AND_HEAD = "GET, HEAD";
    private static final String METHOD_NOT_ALLOWED = """
            {"type":"about:blank","title":"Method Not Allowed","status":405,\
            "detail":"The dashboard can only be read: use GET or HEAD"}""";

    private final DashboardFiles files;
    private final String contentSecurityPolicy;
    private final HttpHandler next;

    /**
     * Reads all files of the dashboard into memory (some 200 kB).
     *
     * @param api where the page asks; null when that is the server it came from
     * @param next answers what is not the dashboard's
     * @throws IllegalStateException if a file is missing on the class path
     */
    public DashboardHandler(@Nullable Origin api, HttpHandler next) {
        this.next = next;
        String asked = api == null ? "" : api.text();
        files = DashboardFiles.load(asked);
        contentSecurityPolicy = ContentSecurityPolicy.of(files.page().text(), api == null ? "'self'" : asked);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        boolean isPage = exchange.getRequestPath().equals("/");
        StaticFile file =
                isPage ? files.page() : files.find(exchange.getRequestPath()).orElse(null);
        if (file == null) {
            next.handleRequest(exchange);
        } else if (!isRead(exchange)) {
            refuse(exchange);
        } else {
            Passage.of(exchange).matched("GET", "/");
            send(exchange, file, isPage ? "no-cache" : "public, max-age=31536000, immutable");
        }
    }

    private static boolean isRead(HttpServerExchange exchange) {
        return exchange.getRequestMethod().equals(Methods.GET)
                || exchange.getRequestMethod().equals(Methods.HEAD);
    }

    private static void refuse(HttpServerExchange exchange) {
        exchange.setStatusCode(StatusCodes.METHOD_NOT_ALLOWED);
        exchange.getResponseHeaders().put(Headers.ALLOW, GET_AND_HEAD);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/problem+json");
        exchange.getResponseSender().send(METHOD_NOT_ALLOWED);
    }

    private void send(HttpServerExchange exchange, StaticFile file, String cacheControl) {
        // Weak, because it is the same one for the plain and the packed form.
        ETag etag = new ETag(true, file.hash());
        HeaderMap headers = exchange.getResponseHeaders();
        headers.put(Headers.ETAG, etag.toString());
        headers.put(Headers.CACHE_CONTROL, cacheControl);
        headers.put(Headers.VARY, "Accept-Encoding");
        headers.put(CONTENT_SECURITY_POLICY, contentSecurityPolicy);
        headers.put(X_CONTENT_TYPE_OPTIONS, "nosniff");
        headers.put(REFERRER_POLICY, "no-referrer");
        if (!ETagUtils.handleIfNoneMatch(exchange, etag, true)) {
            exchange.setStatusCode(StatusCodes.NOT_MODIFIED);
            exchange.endExchange();
            return;
        }
        headers.put(Headers.CONTENT_TYPE, file.contentType());
        ByteBuffer body = file.plain();
        if (Gzip.isTakenBy(exchange)) {
            headers.put(Headers.CONTENT_ENCODING, "gzip");
            body = file.packed();
        }
        headers.put(Headers.CONTENT_LENGTH, body.remaining());
        if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(body);
        }
    }
}
