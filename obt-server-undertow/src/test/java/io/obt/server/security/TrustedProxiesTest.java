package io.obt.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that answers with the address it takes its caller to have; the real one is 127.0.0.1. */
final class TrustedProxiesTest {
    private Undertow server;

    private void trust(String... ranges) {
        Set<AddressRange> proxies = Arrays.stream(ranges)
                .map(range -> AddressRange.parse(range).orElseThrow())
                .collect(Collectors.toSet());
        server = Undertow.builder()
                .addHttpListener(
                        0,
                        "127.0.0.1",
                        new TrustedProxies(
                                proxies,
                                exchange -> exchange.getResponseSender()
                                        .send(exchange.getSourceAddress()
                                                .getAddress()
                                                .getHostAddress())))
                .build();
        server.start();
    }

    private String caller(String... forwardedFor) throws Exception {
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port));
        for (String value : forwardedFor) {
            request.header("X-Forwarded-For", value);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void strangersWordIsNotTaken() throws Exception {
        trust("10.0.0.0/8");
        assertThat(caller("203.0.113.9")).isEqualTo("127.0.0.1");
    }

    @Test
    void whereNoProxyIsConfiguredNobodysWordIsTaken() throws Exception {
        trust();
        assertThat(caller("203.0.113.9")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "'203.0.113.9',                           203.0.113.9",
        "'  203.0.113.9  ',                       203.0.113.9",
        "'198.51.100.1, 203.0.113.9',             203.0.113.9",
        "'198.51.100.1, 203.0.113.9, 10.1.1.1',   203.0.113.9",
        "'203.0.113.9, 10.1.1.1,10.2.2.2',        203.0.113.9",
        "'2001:db8::7',                           2001:db8:0:0:0:0:0:7",
        "'2001:db8::7, fd00::1',                  2001:db8:0:0:0:0:0:7"
    })
    void lastAddressThatIsNoProxyOfOursCounts(String forwarded, String found) throws Exception {
        trust("127.0.0.1", "10.0.0.0/8", "fd00::/8");
        assertThat(caller(forwarded)).isEqualTo(found);
    }

    @Test
    void headerThatIsSentTwiceIsReadAsOneList() throws Exception {
        trust("127.0.0.1");
        assertThat(caller("198.51.100.1", "203.0.113.9")).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "unknown",
                "localhost",
                "evil.example",
                "203.0.113.9, ",
                "203.0.113.9, garbage",
                "203.0.113.9:4711",
                "[2001:db8::7]",
                "for=203.0.113.9",
                "999.1.1.1",
                "10.1.1.1, 10.2.2.2",
                "203.0.113.9; DROP"
            })
    void garbageLeavesTheProxysOwnAddress(String forwarded) throws Exception {
        trust("127.0.0.1", "10.0.0.0/8");
        assertThat(caller(forwarded)).isEqualTo("127.0.0.1");
    }
}
