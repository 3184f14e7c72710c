package io.obt.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Refuses requests that were sent to a name this server does not have, so that a web page cannot reach it by pointing a
 * name of its own at this machine (DNS rebinding).
 */
public final class HostCheck implements HttpHandler {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Set<String> names = new TreeSet<>();
    private final HttpHandler next;

    /** @param ownNames what this server is called, besides {@code localhost} and its addresses */
    public HostCheck(Set<String> ownNames, HttpHandler next) {
        names.add("localhost");
        ownNames.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        if (host != null && isOurs(host)) {
            next.handleRequest(exchange);
            return;
        }
        String shown = host == null ? "" : host.substring(0, Math.min(host.length(), 100));
        Problems.send(
                exchange,
                421,
                "Misdirected request",
                "The name '" + shown + "' is not one of this server; use its IP address, one of " + names
                        + ", or set OBT_PUBLIC_URL");
    }

    private boolean isOurs(String host) {
        if (host.startsWith("[")) {
            return host.matches("\\[[0-9a-fA-F:.%]+](:\\d{1,5})?");
        }
        int colon = host.indexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        boolean portIsNumber = colon < 0 || host.substring(colon + 1).matches("\\d{1,5}");
        return portIsNumber && (IPV4.matcher(name).matches() || names.contains(name.toLowerCase(Locale.ROOT)));
    }
}
