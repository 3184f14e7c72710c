package io.obt.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text that a proxy hands on: an address that is written in it, or the proxy's own. */
final class ForwardedForFuzzTest {
    private static final InetAddress PROXY = AddressRange.address("10.0.0.1").orElseThrow();
    private static final Set<AddressRange> PROXIES =
            Set.of(AddressRange.parse("10.0.0.0/8").orElseThrow());

    static Stream<byte[]> headers() {
        return Stream.of(
                        "203.0.113.9",
                        "198.51.100.1, 203.0.113.9, 10.1.1.1",
                        "2001:db8::7",
                        "::ffff:10.0.0.1,,",
                        "unknown, [::1]:80",
                        "1.2.3.4/8",
                        "fe80::1%eth0")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("headers")
    @FuzzTest(maxDuration = "1m")
    void header(byte[] bytes) throws Exception {
        String text = new String(bytes, UTF_8);
        HttpServerExchange exchange = new HttpServerExchange(null, 0);
        exchange.setSourceAddress(new InetSocketAddress(PROXY, 4711));
        exchange.getRequestHeaders().put(Headers.X_FORWARDED_FOR, text);
        new TrustedProxies(PROXIES, handled -> {}).handleRequest(exchange);
        InetAddress caller = exchange.getSourceAddress().getAddress();
        assertThat(caller).isNotNull();
        if (!caller.equals(PROXY)) {
            assertThat(text.split(",", -1))
                    .anySatisfy(
                            hop -> assertThat(AddressRange.address(hop.strip())).contains(caller));
        }
    }

    @MethodSource("headers")
    @FuzzTest(maxDuration = "1m")
    void range(byte[] bytes) {
        AddressRange.parse(new String(bytes, UTF_8)).ifPresent(range -> {
            assertThat(range.holds(range.first())).isTrue();
            assertThat(AddressRange.parse(range.toString())).contains(range);
        });
    }
}
