package io.obt.server.http;

import io.obt.access.Access;
import io.obt.access.Token;
import io.obt.protocol.SessionMessage;
import io.obt.protocol.SessionRequest;
import io.obt.server.security.Caller;
import io.obt.server.security.Guard;
import io.obt.server.traffic.Passage;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.CookieImpl;
import io.undertow.util.Headers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sessions of browsers: a person shows a token once, and the browser keeps another, which no script can read. */
final class SessionHandlers {
    private final Access access;
    private final Guard guard;
    private final StoreCalls store;

    SessionHandlers(Access access, Guard guard, StoreCalls store) {
        this.access = access;
        this.guard = guard;
        this.store = store;
    }

    void show(Request request) {
        Caller caller = request.caller();
        Token token = caller.token();
        send(request, caller, token == null ? null : token.expiresAt());
    }

    void open(Request request) {
        request.body(SessionRequest.class, body -> {
            if (!guard.asksForTokens()) {
                send(request, Caller.ANYONE, null);
                return;
            }
            Token owner = guard.login(request.exchange(), body.token());
            Passage.of(request.exchange()).calledBy(owner.name());
            store.ask(request.exchange(), () -> access.openSession(owner), session -> {
                setCookie(request.exchange(), session.secret().text(), (int) Access.SESSION.toSeconds());
                send(request, Caller.of(session.token()), session.token().expiresAt());
            });
        });
    }

    /** Ends the session, and not the token it was opened with. */
    void close(Request request) {
        Token token = request.caller().token();
        setCookie(request.exchange(), "", 0);
        if (token == null || token.madeFrom() == null) {
            request.sendNothing();
            return;
        }
        store.ask(request.exchange(), () -> access.revoke(token.id()), ended -> request.sendNothing());
    }

    private void send(Request request, Caller caller, @Nullable Instant expiresAt) {
        request.send(200, new SessionMessage(caller.name(), caller.role(), expiresAt, guard.asksForTokens()));
    }

    private static void setCookie(HttpServerExchange exchange, String value, int seconds) {
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        boolean overTls = exchange.isSecure() || origin != null && origin.startsWith("https:");
        exchange.setResponseCookie(new CookieImpl(Guard.SESSION_COOKIE, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSiteMode("Strict")
                .setSecure(overTls)
                .setMaxAge(seconds));
    }
}
