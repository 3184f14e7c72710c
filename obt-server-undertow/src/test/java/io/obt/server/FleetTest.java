package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fleet in numbers, and what the server says of itself. */
final class FleetTest {
    private final FaultyStore store = new FaultyStore();
    private final TestServer server = TestServer.on(store);
    private final Caller call = server.call;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void emptyFleetCountsZeroAndClaimsNoDisk() {
        JsonNode fleet = call.get("/api/v1/fleet").json();
        assertThat(fleet.path("clients").toString())
                .isEqualTo("{\"total\":0,\"online\":0,\"degraded\":0,\"stale\":0,\"offline\":0,\"left\":0}");
        assertThat(fleet.path("models").toString())
                .isEqualTo("{\"distinct\":0,\"installed\":0,\"loaded\":0,\"drifting\":0,\"installedBytes\":0}");
        assertThat(fleet.path("operations").path("running").asInt(-1)).isZero();
        assertThat(fleet.has("disk")).isFalse();
        assertThat(fleet.has("contactLost")).isFalse();
    }

    @Test
    void serverSaysWhatItIsAndHowItBeats() {
        server.time.advance(Duration.ofSeconds(7));
        JsonNode said = call.get("/api/v1/fleet").json().path("server");
        assertThat(said.path("version").asText()).isNotBlank();
        assertThat(said.path("startedAt").asText()).isEqualTo("2026-08-01T10:00:00Z");
        assertThat(said.path("serverTime").asText()).isEqualTo("2026-08-01T10:00:07Z");
        assertThat(said.path("demo").isBoolean()).isTrue();
        assertThat(said.path("demo").asBoolean()).isFalse();
        assertThat(said.path("heartbeatIntervalMillis").asLong()).isEqualTo(10_000);
        assertThat(said.path("leaseMillis").asLong()).isEqualTo(60_000);
    }

    @Test
    void clientsModelsAndDisksAreAddedUp() {
        call.join("silent");
        server.time.advance(Duration.ofSeconds(31));
        call.register("new");
        String left = call.join("left");
        call.delete("/api/v1/clients/left/registration?registrationId=" + left);
        String desk = call.register("desk", "i-1", ",\"hardware\":{\"diskBytes\":500}")
                .json()
                .path("registrationId")
                .asText();
        call.beat("desk", desk, 1, Wire.inventory("f", "llama3.2@a", "qwen3:8b@c") + """
                ,"loaded":[{"name":"llama3.2"}],"usage":{"diskFreeBytes":200}""")
                .json();
        String lab = call.register("lab", "i-1", ",\"hardware\":{\"diskBytes\":1000}")
                .json()
                .path("registrationId")
                .asText();
        call.beat("lab", lab, 1, Wire.inventory("f", "llama3.2@b")).json();

        JsonNode fleet = call.get("/api/v1/fleet").json();
        assertThat(fleet.path("clients").toString())
                .isEqualTo("{\"total\":5,\"online\":2,\"degraded\":1,\"stale\":1,\"offline\":0,\"left\":1}");
        assertThat(fleet.path("models").toString())
                .isEqualTo("{\"distinct\":2,\"installed\":3,\"loaded\":1,\"drifting\":1,\"installedBytes\":3000}");
        assertThat(fleet.path("disk").toString())
                .as("lab's free space is unknown, so its disk does not count")
                .isEqualTo("{\"totalBytes\":500,\"freeBytes\":200}");
    }

    @Test
    void storeThatRefusesIsSaidToAndReadinessEnds() {
        assertThat(call.get("/readyz").status()).isEqualTo(200);
        store.refuse(true);
        call.register("desk", "i-1", "").problem(503);

        Answer notReady = call.get("/readyz");
        notReady.problem(503);
        assertThat(notReady.header("Retry-After")).matches("[1-9]\\d*");
        assertThat(call.get("/healthz").status()).isEqualTo(200);
        JsonNode said = call.get("/api/v1/fleet").json().path("store");
        assertThat(said.path("kind").asText()).isEqualTo("faulty");
        assertThat(said.path("available").asBoolean(true)).isFalse();
        assertThat(said.path("detail").asText()).isNotBlank();
    }

    @Test
    void storeThatTakesEverythingIsSaidTo() {
        JsonNode said = call.get("/api/v1/fleet").json().path("store");
        assertThat(said.toString()).isEqualTo("{\"kind\":\"faulty\",\"available\":true}");
    }

    @Test
    void probesAnswerInWords() {
        assertThat(call.get("/healthz").body()).isEqualTo("alive\n");
        assertThat(call.get("/readyz").body()).isEqualTo("ready\n");
        assertThat(call.get("/healthz").header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    }
}
