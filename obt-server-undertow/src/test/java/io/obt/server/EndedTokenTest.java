package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.obt.access.Role;
import io.obt.client.ClientId;
import io.obt.store.InMemoryFleetStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stream that was opened with a token ends with it: what happens afterwards is not told. */
@Timeout(60)
final class EndedTokenTest {
    @TempDir
    private Path data;

    private TestServer server;
    private Caller admin;
    private JsonNode token;

    @BeforeEach
    void start() {
        server = TestServer.guarded(data, new InMemoryFleetStore());
        admin = server.as(Role.ADMIN);
        token = admin.post("/api/v1/tokens", "{\"name\":\"tv\",\"role\":\"VIEWER\",\"validMillis\":3600000}")
                .json();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawConnection stream(String header) throws IOException {
        RawConnection stream = new RawConnection(server.port());
        stream.send("GET /api/v1/stream HTTP/1.1\nHost: localhost\nLast-Event-ID: 0\n" + header + "\n\n");
        assertThat(stream.head()).startsWith("HTTP/1.1 200 ");
        return stream;
    }

    private RawConnection viewersStream() throws IOException {
        return stream("Authorization: Bearer " + token.path("secret").asText());
    }

    /** Something is told to whoever may still hear it. */
    private void makeNews() {
        String credential = server.server().admit(new ClientId("news")).orElseThrow();
        server.call.with(credential).join("news");
    }

    private void revoke() {
        admin.delete("/api/v1/tokens/" + token.path("id").asText());
    }

    @Test
    void streamGoesOnWhileItsTokenWorks() throws IOException {
        try (RawConnection stream = viewersStream()) {
            makeNews();
            stream.awaitText("\"clientId\":\"news\"");
        }
    }

    @Test
    void streamOfARevokedTokenEndsBeforeItTellsMore() throws IOException {
        try (RawConnection stream = viewersStream()) {
            stream.awaitText("SERVER_STARTED");
            revoke();
            makeNews();
            assertThat(stream.rest()).doesNotContain("news");
        }
    }

    @Test
    void streamOfAnExpiredTokenEndsToo() throws IOException {
        try (RawConnection stream = viewersStream()) {
            stream.awaitText("SERVER_STARTED");
            server.time.advance(Duration.ofHours(1));
            makeNews();
            assertThat(stream.rest()).doesNotContain("news");
        }
    }

    @Test
    void streamOfASessionEndsWithTheTokenItWasOpenedBy() throws IOException {
        String cookie = server.call
                .post("/api/v1/session", "{\"token\":\"" + token.path("secret").asText() + "\"}")
                .header("Set-Cookie")
                .split(";", 2)[0];
        try (RawConnection stream = stream("Cookie: " + cookie)) {
            stream.awaitText("SERVER_STARTED");
            revoke();
            makeNews();
            assertThat(stream.rest()).doesNotContain("news");
        }
    }
}
