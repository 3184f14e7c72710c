package io.obt.server.http;

import io.obt.access.CredentialHeldException;
import io.obt.access.TokenEndedException;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import io.obt.protocol.Problem;
import io.obt.registry.ClientAliveException;
import io.obt.registry.DisputedClientIdException;
import io.obt.registry.SupersededException;
import io.obt.registry.UnknownClientException;
import io.obt.server.security.ForbiddenException;
import io.obt.server.security.TooManyAttemptsException;
import io.obt.server.security.UnauthorizedException;
import io.obt.server.store.FleetFileException;
import io.obt.server.traffic.Passage;
import io.obt.store.StoreUnavailableException;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The one place where what went wrong becomes a status and words. */
final class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    static final String RETRY_SECONDS = "5";

    private Problems() {}

    /** A step of answering a request. */
    interface Step {
        void run() throws Exception;
    }

    /** Runs {@code step}; what it throws becomes the answer. */
    static void guarded(HttpServerExchange exchange, Step step) {
        try (MDC.MDCCloseable named = Passage.of(exchange).inLog()) {
            answer(exchange, step);
        }
    }

    private static void answer(HttpServerExchange exchange, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            if (exchange.isResponseStarted()) {
                log.warn("An answer to {} broke off", exchange.getRequestPath(), e);
                exchange.setPersistent(false);
                exchange.endExchange();
                return;
            }
            send(exchange, problemOf(exchange, e));
        }
    }

    private static Problem problemOf(HttpServerExchange exchange, Exception e) {
        String detail = String.valueOf(e.getMessage());
        if (e instanceof InvalidMessageException invalid) {
            return new Problem(
                    "about:blank",
                    invalid.isOverLimit() ? "Over a limit" : "Invalid body",
                    invalid.isOverLimit() ? 422 : 400,
                    invalid.detail(),
                    invalid.errors());
        }
        if (e instanceof BadRequestException) {
            return Problem.of(400, "Bad request", detail);
        }
        if (e instanceof FleetFileException) {
            return Problem.of(422, "Cannot be imported", detail);
        }
        if (e instanceof UnknownClientException || e instanceof NotFoundException) {
            return Problem.of(404, "Not found", detail);
        }
        if (e instanceof UnauthorizedException || e instanceof TokenEndedException) {
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer realm=\"obt\"");
            return Problem.of(401, "Unauthorized", detail);
        }
        if (e instanceof ForbiddenException) {
            return Problem.of(403, "Forbidden", detail);
        }
        if (e instanceof TooManyAttemptsException attempts) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, attempts.retrySeconds());
            return Problem.of(429, "Too many attempts", detail);
        }
        if (e instanceof SupersededException
                || e instanceof DisputedClientIdException
                || e instanceof CredentialHeldException
                || e instanceof ClientAliveException) {
            return Problem.of(409, "Conflict", detail);
        }
        if (e instanceof StoreUnavailableException) {
            return unavailable(
                    exchange,
                    "Store unavailable",
                    "The server cannot do this now (" + detail + "); asking again is harmless",
                    RETRY_SECONDS);
        }
        log.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestPath(), e);
        return Problem.of(
                500,
                "Internal error",
                "The server failed; its log says why, of the request "
                        + Passage.of(exchange).requestId());
    }

    /** Answers 503: not now, and when to ask again. */
    static void sendUnavailable(HttpServerExchange exchange, String title, String detail, String retrySeconds) {
        send(exchange, unavailable(exchange, title, detail, retrySeconds));
    }

    private static Problem unavailable(HttpServerExchange exchange, String title, String detail, String retrySeconds) {
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, retrySeconds);
        return Problem.of(503, title, detail + ". Try again in " + retrySeconds + " s");
    }

    static void send(HttpServerExchange exchange, int status, String title, String detail) {
        send(exchange, Problem.of(status, title, detail));
    }

    private static void send(HttpServerExchange exchange, Problem problem) {
        exchange.setStatusCode(problem.status());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, Problem.MEDIA_TYPE);
        exchange.getResponseSender().send(ByteBuffer.wrap(Json.write(problem)));
    }
}
