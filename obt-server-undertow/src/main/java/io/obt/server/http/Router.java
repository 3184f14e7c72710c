package io.obt.server.http;

import io.obt.server.traffic.Passage;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.PathTemplateMatcher;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds the route of a request, and answers what has none: 404, and 405 with what is allowed. */
final class Router implements HttpHandler {
    private static final Pattern OTHER_VERSION = Pattern.compile("/api/v(?!1(/|$))\\d+(/.*)?");

    private final PathTemplateMatcher<Map<String, Route>> routes = new PathTemplateMatcher<>();

    Router(List<Route> table) {
        Map<String, Map<String, Route>> byTemplate = new TreeMap<>();
        for (Route route : table) {
            Map<String, Route> methods = byTemplate.computeIfAbsent(route.template(), key -> new TreeMap<>());
            if (methods.put(route.method(), route) != null) {
                throw new IllegalStateException("Two routes for " + route.method() + " " + route.template());
            }
        }
        byTemplate.forEach(routes::add);
    }

    private static String wayOut(String path) {
        return OTHER_VERSION.matcher(path).matches()
                ? "This server speaks /api/v1; update whichever is older, the caller or this server, to one that speaks the same"
                : "There is nothing at this path; the calls of the API begin with /api/v1/";
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        PathTemplateMatcher.PathMatchResult<Map<String, Route>> match = routes.match(exchange.getRelativePath());
        if (match == null) {
            Problems.send(exchange, 404, "Not found", wayOut(exchange.getRelativePath()));
            return;
        }
        String method = exchange.getRequestMethod().toString();
        // Undertow leaves the body out of an answer to HEAD by itself.
        Route route = match.getValue().get(method.equals("HEAD") ? "GET" : method);
        if (route == null) {
            String allowed = String.join(", ", match.getValue().keySet());
            exchange.getResponseHeaders().put(Headers.ALLOW, allowed.replace("GET", "GET, HEAD"));
            Problems.send(exchange, 405, "Method not allowed", "This path takes " + allowed + ", not " + method);
            return;
        }
        Passage.of(exchange).matched(route.method(), route.template());
        Request request = new Request(exchange, match.getParameters());
        if (route.thread() == Route.On.WORKER && exchange.isInIoThread()) {
            exchange.dispatch(
                    () -> Problems.guarded(exchange, () -> route.handler().handle(request)));
        } else {
            Problems.guarded(exchange, () -> route.handler().handle(request));
        }
    }
}
