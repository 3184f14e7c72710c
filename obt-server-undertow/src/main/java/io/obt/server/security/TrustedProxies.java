package io.obt.server.security;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out the address a call really comes from. Only the word of a configured proxy is taken, and of what it says only the last
 * address that is not a proxy of ours: what stands before that the caller may have made up.
 */
public final class TrustedProxies implements HttpHandler {
    private final Set<AddressRange> proxies;
    private final HttpHandler next;

    public TrustedProxies(Set<AddressRange> proxies, HttpHandler next) {
        this.proxies = Set.copyOf(proxies);
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!proxies.isEmpty() && isProxy(exchange.getSourceAddress().getAddress())) {
            forwardedFor(exchange).ifPresent(caller -> exchange.setSourceAddress(new InetSocketAddress(caller, 0)));
        }
        next.handleRequest(exchange);
    }

    private Optional<InetAddress> forwardedFor(HttpServerExchange exchange) {
        if (exchange.getRequestHeaders().getFirst(Headers.X_FORWARDED_FOR) == null) {
            return Optional.empty();
        }
        List<String> hops =
                List.of(String.join(",", exchange.getRequestHeaders().get(Headers.X_FORWARDED_FOR))
                        .split(",", -1));
        for (int i = hops.size() - 1; i >= 0; i--) {
            Optional<InetAddress> hop = AddressRange.address(hops.get(i).strip());
            if (hop.isEmpty() || !isProxy(hop.get())) {
                return hop;
            }
        }
        return Optional.empty();
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(range -> range.holds(address));
    }
}
