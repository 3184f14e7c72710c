package io.obt.server.traffic;

import io.obt.server.metrics.RequestMetrics;
import io.obt.time.TimeSource;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;

/** Stands in front of everything: gives each request its id, and tells metrics and access log when it is answered. */
public final class Traffic implements HttpHandler {
    private static final HttpString REQUEST_ID = new HttpString(RequestId.HEADER);

    private final RequestMetrics metrics;
    private final TimeSource time;
    private final HttpHandler next;

    public Traffic(RequestMetrics metrics, TimeSource time, HttpHandler next) {
        this.metrics = metrics;
        this.time = time;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String id = RequestId.of(exchange.getRequestHeaders().getFirst(REQUEST_ID));
        Passage passage = Passage.begin(exchange, id, time.nanos());
        exchange.getResponseHeaders().put(REQUEST_ID, id);
        exchange.addExchangeCompleteListener((answered, following) -> {
            try {
                answered(answered, passage);
            } finally {
                following.proceed();
            }
        });
        next.handleRequest(exchange);
    }

    private void answered(HttpServerExchange exchange, Passage passage) {
        long nanos = time.nanos() - passage.startNanos();
        if (!passage.stream()) {
            metrics.answered(passage.method(), passage.route(), exchange.getStatusCode(), nanos);
        }
        if (passage.heartbeat()) {
            metrics.heartbeat(exchange.getStatusCode());
        }
        AccessLog.tell(exchange, passage, nanos);
    }
}
