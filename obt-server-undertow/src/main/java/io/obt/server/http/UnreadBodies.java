package io.obt.server.http;

import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/**
 * Ends the connection of a request that was answered before its body had come: what nobody wants to read, too large or
 * unasked for, is not waited for either.
 */
public final class UnreadBodies implements HttpHandler {
    // Long enough for the sender to notice the answer.
    private static final int LAST_WORDS_SECONDS = 10;

    private final HttpHandler next;

    public UnreadBodies(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        exchange.addResponseCommitListener(UnreadBodies::leaveUnread);
        next.handleRequest(exchange);
    }

    private static void leaveUnread(HttpServerExchange exchange) {
        if (!exchange.isRequestComplete()) {
            exchange.setPersistent(false);
            Connectors.terminateRequest(exchange);
            exchange.getIoThread()
                    .executeAfter(
                            () -> IoUtils.safeClose(exchange.getConnection()), LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        }
    }
}
