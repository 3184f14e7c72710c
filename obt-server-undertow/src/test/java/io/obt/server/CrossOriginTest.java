package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins: those that were named may use the API, the others learn nothing. */
final class CrossOriginTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.empty();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String ask(String method, String path, String headers) throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            return connection
                    .send(method + " " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n" + headers + "\n")
                    .rest();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/clients", "/api/v1/fleet", "/api/v1/clients/nobody", "/nothing", "/healthz"})
    void pageOfANamedOriginMayReadEveryAnswer(String path) throws IOException {
        assertThat(ask("GET", path, "Origin: " + TestServer.ORIGIN + "\n"))
                .contains("Access-Control-Allow-Origin: " + TestServer.ORIGIN + "\r\n")
                .contains("Vary: Origin\r\n")
                .contains("Access-Control-Expose-Headers: Allow, ETag, Retry-After\r\n")
                .doesNotContain("Allow-Credentials");
    }

    @Test
    void streamMayBeReadToo() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET /api/v1/stream HTTP/1.1\nHost: localhost\nOrigin: " + TestServer.ORIGIN + "\n\n");
            assertThat(connection.head()).contains("Access-Control-Allow-Origin: " + TestServer.ORIGIN);
        }
    }

    @Test
    void namedOriginIsToldBeforeWhatItMaySend() throws IOException {
        String answer = ask(
                "OPTIONS",
                "/api/v1/clients/desk",
                "Origin: " + TestServer.ORIGIN
                        + "\nAccess-Control-Request-Method: DELETE\nAccess-Control-Request-Headers: content-type\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 204 ")
                .contains("Access-Control-Allow-Origin: " + TestServer.ORIGIN + "\r\n")
                .containsPattern("Access-Control-Allow-Methods: .*DELETE")
                .containsPattern("Access-Control-Allow-Headers: .*Content-Type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://dashboard.example.org.evil.example",
                "http://dashboard.example.org",
                "https://dashboard.example.org:8443",
                "https://sub.dashboard.example.org",
                "null",
                "*"
            })
    void pageOfAnyOtherOriginIsAllowedNothing(String origin) throws IOException {
        assertThat(ask("GET", "/api/v1/clients", "Origin: " + origin + "\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("Vary: Origin\r\n")
                .doesNotContain("Access-Control");
        assertThat(ask("OPTIONS", "/api/v1/clients", "Origin: " + origin + "\nAccess-Control-Request-Method: GET\n"))
                .startsWith("HTTP/1.1 405 ")
                .doesNotContain("Access-Control");
    }

    @Test
    void whoSendsNoOriginIsNotConcerned() throws IOException {
        assertThat(ask("GET", "/healthz", "")).doesNotContain("Access-Control").endsWith("alive\n");
        assertThat(ask("OPTIONS", "/healthz", "Origin: " + TestServer.ORIGIN + "\n"))
                .as("no preflight")
                .startsWith("HTTP/1.1 405 ");
    }
}
