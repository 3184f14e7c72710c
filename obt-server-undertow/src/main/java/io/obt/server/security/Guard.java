package io.obt.server.security;

import io.obt.access.Access;
import io.obt.access.Role;
import io.obt.access.Token;
import io.obt.time.TimeSource;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls and whether they may. Touches memory only, so it answers on the I/O thread and while the store is away.
 * Thread-safe.
 */
public final class Guard {
    /** The cookie that holds a session. */
    public static final String SESSION_COOKIE = "obt_session";

    private static final String BEARER = "Bearer ";
    private static final Pattern SESSION = Pattern.compile("(?:^|;\\s*)" + SESSION_COOKIE + "=([^;]*)");

    private final Access access;
    private final Protection protection;
    private final FailedAttempts failures;

    public Guard(Access access, Protection protection, TimeSource time) {
        this.access = access;
        this.protection = protection;
        this.failures = new FailedAttempts(time);
    }

    /** Whether calls need a token. */
    public boolean asksForTokens() {
        return protection.tokens();
    }

    /**
     * Who makes a call that asks for {@code needed}.
     *
     * @throws UnauthorizedException if it needs a token and shows none that works
     * @throws TooManyAttemptsException the same, after too many of them
     */
    public Caller caller(HttpServerExchange exchange, Role needed) {
        if (!protection.tokens()) {
            return Caller.ANYONE;
        }
        if (needed == Role.PUBLIC) {
            return Caller.UNASKED;
        }
        String shown = shown(exchange)
                .orElseThrow(() -> new UnauthorizedException(
                        "This call needs a token; send it as Authorization: Bearer TOKEN. Who runs the server makes one:"
                                + " obt token create"));
        Optional<Token> token = access.known(shown);
        if (token.isEmpty()) {
            throw refused(exchange);
        }
        return Caller.of(token.get());
    }

    private static Optional<String> shown(HttpServerExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (header != null) {
            return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? Optional.of(header.substring(BEARER.length()).strip())
                    : Optional.empty();
        }
        return session(exchange);
    }

    /** The session that a browser sends along. */
    // Undertow's own reading of cookies throws at some that no browser sends.
    public static Optional<String> session(HttpServerExchange exchange) {
        HeaderValues cookies = exchange.getRequestHeaders().get(Headers.COOKIE);
        return cookies == null
                ? Optional.empty()
                : cookies.stream()
                        .map(SESSION::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1).strip())
                        .findFirst();
    }

    private UnauthorizedException refused(HttpServerExchange exchange) {
        if (!exchange.getRequestHeaders().contains(Headers.AUTHORIZATION)) {
            // An open page shows it with several calls at once: no guesses, which would keep its reader from logging
            // in.
            return new UnauthorizedException("The session is over; log in again");
        }
        countFailure(exchange);
        return new UnauthorizedException(
                "The token is unknown, expired, used up or revoked. Who runs the server makes another: obt token create");
    }

    /**
     * Returns if {@code caller} may make a call that asks for {@code needed}.
     *
     * @param clientId the client that the call is for; null when it is for none
     * @throws ForbiddenException if not
     */
    public void check(Caller caller, Role needed, @Nullable String clientId) {
        if (!protection.tokens()) {
            return;
        }
        if (!caller.role().covers(needed)) {
            throw new ForbiddenException("This call is for the role " + word(needed) + ", and the token '"
                    + caller.name() + "' has the role " + word(caller.role()));
        }
        if (needed == Role.AGENT && !caller.name().equals(clientId)) {
            throw new ForbiddenException("This credential is for the client '" + caller.name() + "' and no other");
        }
    }

    /** Whether {@code caller}, who was let in, still would be: for what was opened and has no end of its own. */
    public boolean isWelcome(Caller caller) {
        Token token = caller.token();
        return token == null || access.works(token);
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The token of a person who logs in with it. A session's is none: it would outlive the one it was made from.
     *
     * @throws UnauthorizedException if it does not work, or is none for people
     * @throws TooManyAttemptsException the same, after too many of them
     */
    public Token login(HttpServerExchange exchange, String shown) {
        Optional<Token> token =
                access.known(shown).filter(known -> known.role().isForPeople() && known.madeFrom() == null);
        if (token.isEmpty()) {
            countFailure(exchange);
            throw new UnauthorizedException(
                    "This token does not open the dashboard: it takes one of a viewer, operator or admin that works");
        }
        return token.get();
    }

    private void countFailure(HttpServerExchange exchange) {
        InetAddress address = exchange.getSourceAddress().getAddress();
        failures.check(address);
        failures.failed(address);
    }

    /**
     * Returns if there is anything to make tokens for. One that was made while nobody was asked who they are would let its maker in
     * when everybody is.
     *
     * @throws ForbiddenException if not
     */
    public void checkTokensMatter() {
        if (!protection.tokens()) {
            throw new ForbiddenException(
                    "This server asks nobody for a token and so makes none; it asks when it is bound to"
                            + " another address than loopback, or OBT_PUBLIC_URL is set");
        }
    }
}
