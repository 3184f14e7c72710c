package io.obt.server.traffic;

import io.obt.access.Secret;
import io.obt.text.Excerpt;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * One line a request, on a logger of its own; heartbeats only when that is set to DEBUG. No query is told, for it may hold
 * a secret, and of a token in the path only its kind.
 *
 * <pre>GET /api/v1/clients 200 3.1ms 5120B from 10.0.0.7 "curl/8.5.0" [9f3c5a7e1b2d4f60]</pre>
 */
public final class AccessLog {
    /** The name of its logger. */
    public static final String NAME = "obt.access";

    private static final Logger log = LoggerFactory.getLogger(NAME);
    private static final double NANOS_A_MILLI = 1e6;

    private AccessLog() {}

    static void tell(HttpServerExchange exchange, Passage passage, long nanos) {
        Level level = passage.heartbeat() ? Level.DEBUG : Level.INFO;
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        String method = Excerpt.of(exchange.getRequestMethod().toString());
        String path = Excerpt.of(Secret.hiddenIn(exchange.getRequestURI()));
        int status = exchange.getStatusCode();
        String millis = String.format(Locale.ROOT, "%.1f", nanos / NANOS_A_MILLI);
        long bytes = exchange.getResponseBytesSent();
        String from = exchange.getSourceAddress().getAddress().getHostAddress();
        String agent = exchange.getRequestHeaders().getFirst(Headers.USER_AGENT);
        String userAgent = agent == null ? "" : Excerpt.of(agent).replace('"', '?');
        try (MDC.MDCCloseable named = passage.inLog()) {
            log.atLevel(level)
                    .addKeyValue("method", method)
                    .addKeyValue("path", path)
                    .addKeyValue("route", passage.route())
                    .addKeyValue("status", status)
                    .addKeyValue("durationMillis", millis)
                    .addKeyValue("bytes", bytes)
                    .addKeyValue("from", from)
                    .addKeyValue("userAgent", userAgent)
                    .log("{} {} {} {}ms {}B from {} \"{}\"", method, path, status, millis, bytes, from, userAgent);
        }
    }
}
