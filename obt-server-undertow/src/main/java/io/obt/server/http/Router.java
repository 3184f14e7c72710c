package io.obt.server.http;

import io.obt.access.Role;
import io.obt.audit.AuditLog;
import io.obt.server.security.Caller;
import io.obt.server.security.Guard;
import io.obt.server.traffic.Passage;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.PathTemplateMatcher;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds the route of a request and lets through who may take it: 401 who is unknown, then 404 and 405 what has no route, 403 who may
 * not. Tells the audit log what changes something.
 */
final class Router implements HttpHandler {
    private static final Pattern OTHER_VERSION = Pattern.compile("/api/v(?!1(/|$))\\d+(/.*)?");

    private final PathTemplateMatcher<Map<String, Route>> routes = new PathTemplateMatcher<>();
    private final Guard guard;
    private final AuditLog audit;
    private final HeavyReads reads;
    private final Overload overload;

    Router(List<Route> table, Guard guard, AuditLog audit, HeavyReads reads, Overload overload) {
        this.guard = guard;
        this.audit = audit;
        this.reads = reads;
        this.overload = overload;
        Map<String, Map<String, Route>> byTemplate = new TreeMap<>();
        for (Route route : table) {
            Map<String, Route> methods = byTemplate.computeIfAbsent(route.template(), key -> new TreeMap<>());
            if (methods.put(route.method(), route) != null) {
                throw new IllegalStateException("Two routes for " + route.method() + " " + route.template());
            }
        }
        byTemplate.forEach(routes::add);
    }

    private static String wayOut(String path, String asSent) {
        if (asSent.toUpperCase(Locale.ROOT).contains("%2F")) {
            return "There is nothing at this path, in which %2F counts as /; the ids of clients and tokens hold neither";
        }
        return OTHER_VERSION.matcher(path).matches()
                ? "This server speaks /api/v1; update whichever is older, the caller or this server, to one that speaks the same"
                : "There is nothing at this path; the calls of the API begin with /api/v1/";
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Problems.guarded(exchange, () -> route(exchange));
    }

    private void route(HttpServerExchange exchange) throws Exception {
        PathTemplateMatcher.PathMatchResult<Map<String, Route>> match = routes.match(exchange.getRelativePath());
        Map<String, Route> methods = match == null ? Map.of() : match.getValue();
        String method = exchange.getRequestMethod().toString();
        // Undertow leaves the body out of an answer to HEAD by itself.
        Route route = methods.get(method.equals("HEAD") ? "GET" : method);
        // Who may not look is not even told what there is.
        Caller caller = guard.caller(exchange, route == null ? Role.VIEWER : route.role());
        if (match == null) {
            Problems.send(exchange, 404, "Not found", wayOut(exchange.getRelativePath(), exchange.getRequestURI()));
        } else if (route == null) {
            refuse(exchange, method, methods);
        } else {
            take(route, new Request(exchange, match.getParameters(), caller, route.mostBodyBytes()));
        }
    }

    private static void refuse(HttpServerExchange exchange, String method, Map<String, Route> methods) {
        String allowed = String.join(", ", methods.keySet());
        exchange.getResponseHeaders().put(Headers.ALLOW, allowed.replace("GET", "GET, HEAD"));
        Problems.send(exchange, 405, "Method not allowed", "This path takes " + allowed + ", not " + method);
    }

    private void take(Route route, Request request) throws Exception {
        HttpServerExchange exchange = request.exchange();
        Passage passage = Passage.of(exchange);
        passage.matched(route.method(), route.template());
        passage.calledBy(request.caller().told());
        if (route.change() != null) {
            audited(route, route.change(), request, passage);
        }
        guard.check(request.caller(), route.role(), request.path("clientId"));
        if (overload.sheds(route, exchange)) {
            overload.refuse(route, exchange);
        } else if (route.thread() == Route.On.READS) {
            reads.answer(exchange, request.sharer(), () -> route.handler().handle(request));
        } else {
            route.handler().handle(request);
        }
    }

    private void audited(Route route, String change, Request request, Passage passage) {
        String from = request.callerAddress();
        passage.isAbout(request.path("clientId"));
        request.exchange().addExchangeCompleteListener((answered, next) -> {
            if (isWorthTelling(route.role(), answered.getStatusCode())) {
                audit.append(passage.caller(), change, passage.target(), from, answered.getStatusCode());
            }
            next.proceed();
        });
    }

    // Strangers shall not fill the log: of what anybody may try, what was done is told, and failed logins, which are
    // limited.
    private static boolean isWorthTelling(Role role, int status) {
        return role != Role.PUBLIC || status < 300 || status == 401;
    }
}
