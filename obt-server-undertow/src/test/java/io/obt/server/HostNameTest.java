package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A web page that points a name of its own at this machine gets nothing. */
final class HostNameTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.empty();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "localhost:8881",
                "127.0.0.1",
                "127.0.0.1:1",
                "192.168.7.7:8881",
                "[::1]",
                "[::1]:8881",
                "[fe80::1]:8881",
                "obt.example.org",
                "OBT.example.org:443"
            })
    void ownNamesAndAddressesAreAnswered(String host) throws IOException {
        assertThat(ask("/healthz", "Host: " + host)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void nameOfThisMachineIsAnswered() throws IOException {
        String name = InetAddress.getLocalHost().getHostName();
        assertThat(ask("/healthz", "Host: " + name + ":8881")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8881",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1.",
                "0x7f000001",
                "2130706433",
                "sub.obt.example.org"
            })
    void namesOfOthersAreMisdirectedOnEveryPath(String host) throws IOException {
        for (String path : new String[] {"/healthz", "/", "/api/v1/clients", "/nothing"}) {
            String answer = ask(path, "Host: " + host);
            assertThat(answer).startsWith("HTTP/1.1 421 ").contains("application/problem+json");
            assertThat(answer).contains("'" + host + "'").contains("OBT_PUBLIC_URL");
        }
    }

    @Test
    void longNameIsShownShortened() throws IOException {
        String answer = ask("/healthz", "Host: " + "x".repeat(5_000));
        assertThat(answer).startsWith("HTTP/1.1 421 ").contains("x".repeat(100) + "'");
    }

    // No name at all by the grammar of HTTP, so it is the parser that refuses, in as many words as it has.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Other: nobody",
                "Host:",
                "Host: localhost\nHost: evil.example",
                "Host: evil.example\nHost: localhost",
                "Host: localhost:80@evil.example",
                "Host: evil.example#localhost",
                "Host: localhost:",
                "Host: localhost:x",
                "Host: [evil.example]",
                "Host: [::1].evil.example",
                "Host: <img src=x onerror=alert(1)>"
            })
    void requestWithoutOneWellFormedNameIsRefused(String headers) throws IOException {
        assertThat(ask("/healthz", headers))
                .matches("(?s)HTTP/1\\.1 4(00|21) .*")
                .doesNotContain("alive");
    }

    @Test
    void strangersWritesAreNotDone() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            String body = Wire.registration("i-1", "");
            connection.send("PUT /api/v1/clients/rebound/registration HTTP/1.1\nHost: evil.example\n"
                    + "Content-Type: application/json\nContent-Length: " + body.length() + "\nConnection: close\n\n"
                    + body);
            assertThat(connection.rest()).startsWith("HTTP/1.1 421 ");
        }
        server.call.get("/api/v1/clients/rebound").problem(404);
    }

    private static String ask(String path, String headers) throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            return connection
                    .send("GET " + path + " HTTP/1.1\n" + headers + "\nConnection: close\n\n")
                    .rest();
        }
    }
}
