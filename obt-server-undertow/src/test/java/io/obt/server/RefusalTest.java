package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Escapes in path and query, and heads that are no request. */
final class RefusalTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.empty();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String ask(String request) throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            return connection
                    .send(request + " HTTP/1.1\nHost: localhost\nConnection: close\n\n")
                    .rest();
        }
    }

    @Test
    void escapesInPathAndQueryAreReadOnce() throws IOException {
        assertThat(ask("GET /api/v1/clients/%2525")).contains("which this is not: '%25'");
        assertThat(ask("GET /api/v1/clients?sort=%6CastSeen")).startsWith("HTTP/1.1 200 ");
        assertThat(ask("GET /api/v1/clients?s%6Frt=nothing")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("GET /api/v1/models/hf.co%2Fa/b%3Ac")).contains("'hf.co/a/b:c'");
    }

    // Undertow's parser ends these before there is a request that could be answered with more.
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/clients/%zz", "/api/v1/clients/%", "/api/v1/clients?q=%4", "/%zz"})
    void escapeThatIsNoneIsRefusedInFewWords(String target) throws IOException {
        assertThat(ask("GET " + target)).startsWith("HTTP/1.1 400 ").contains("Connection: close");
    }

    @Test
    void headThatIsTooLongIsRefusedInFewWords() throws IOException {
        assertThat(ask("GET /" + "x".repeat(20_000))).matches("(?s)HTTP/1\\.1 4\\d\\d .*Connection: close.*");
    }
}
