package io.obt.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;

/**
 * Gives words to what Undertow's own handlers refuse, such as what arrives while the server ends. What its parser cannot
 * read as a request (a bad escape, a head that is too long) never comes here; it is answered 400 without a body.
 */
public final class Refusals implements HttpHandler {
    private final HttpHandler next;

    public Refusals(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        exchange.addDefaultResponseListener(Refusals::explain);
        next.handleRequest(exchange);
    }

    private static boolean explain(HttpServerExchange exchange) {
        int status = exchange.getStatusCode();
        if (status < StatusCodes.BAD_REQUEST || exchange.isResponseStarted()) {
            return false;
        }
        if (status == StatusCodes.SERVICE_UNAVAILABLE) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, Problems.RETRY_SECONDS);
            Problems.send(
                    exchange,
                    status,
                    "Server ending",
                    "The server is ending and takes nothing new; try again in " + Problems.RETRY_SECONDS + " s");
        } else {
            Problems.send(exchange, status, StatusCodes.getReason(status), "The request cannot be served as it is");
        }
        return true;
    }
}
