package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a report changes, and what it is answered. */
final class HeartbeatTest {
    private final TestServer server = TestServer.empty();
    private final Caller call = server.call;
    private String registration = "";

    @BeforeEach
    void registerDesk() {
        registration = call.register("desk");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void firstReportIsAnsweredWithStatusRhythmAndNoWork() {
        JsonNode answer = beat(1, "");
        assertThat(answer.path("status").asText()).isEqualTo("ONLINE");
        assertThat(answer.path("heartbeatIntervalMillis").asLong()).isEqualTo(10_000);
        assertThat(answer.path("operations").isArray()).isTrue();
        assertThat(answer.path("operations")).isEmpty();
    }

    @Test
    void inventoryIsAskedForUntilItIsKnownAndAgainWhenItsFingerprintChanged() {
        assertThat(beat(1, "").path("sendInventory").asBoolean()).isTrue();
        assertThat(beat(2, Wire.inventory("f-1", "llama3.2"))
                        .path("sendInventory")
                        .asBoolean())
                .isFalse();
        assertThat(beat(3, ",\"inventoryFingerprint\":\"f-1\"")
                        .path("sendInventory")
                        .asBoolean())
                .isFalse();
        assertThat(beat(4, ",\"inventoryFingerprint\":\"f-2\"")
                        .path("sendInventory")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void reportWithoutModelsLeavesTheInventoryAndAnEmptyOneEmptiesIt() {
        beat(1, Wire.inventory("f-1", "llama3.2", "qwen3:8b"));
        beat(2, "");
        assertThat(desk().path("modelCount").asInt()).isEqualTo(2);
        beat(3, Wire.inventory("f-2"));
        assertThat(desk().path("modelCount").asInt()).isZero();
    }

    @Test
    void firstInventoryIsNoNewsAndWhatChangesLaterIs() {
        beat(1, Wire.inventory("f-1", "llama3.2@a", "qwen3:8b@a") + ",\"loaded\":[{\"name\":\"qwen3:8b\"}]");
        assertThat(call.get("/api/v1/events?clientId=desk").items("type"))
                .containsExactly("CLIENT_REGISTERED", "CLIENT_ONLINE");

        beat(
                2,
                Wire.inventory("f-2", "llama3.2@b", "mannix/phi:q4@a")
                        + ",\"loaded\":[{\"name\":\"mannix/phi:q4\",\"vramBytes\":7}]");
        assertThat(call.get("/api/v1/events?clientId=desk").items("type"))
                .containsExactly(
                        "CLIENT_REGISTERED",
                        "CLIENT_ONLINE",
                        "MODEL_INSTALLED",
                        "MODEL_REMOVED",
                        "MODEL_CHANGED",
                        "MODEL_LOADED",
                        "MODEL_UNLOADED");
        assertThat(call.get("/api/v1/events?type=MODEL_CHANGED").items("model")).containsExactly("llama3.2:latest");
    }

    @Test
    void whatIsReportedIsShownAndWhatIsNotStaysAbsent() {
        beat(1, Wire.inventory("f-1", """
                {"name":"llama3.2","digest":"%s","sizeBytes":2019393189,"modifiedAt":"2026-07-01T12:00:00+02:00",
                "format":"gguf","family":"llama","families":["llama"],"parameterSize":"3.2B","quantization":"Q4_K_M",
                "contextLength":131072,"capabilities":["completion","tools"]}""".formatted("A".repeat(64)), "bare") + """
                ,"loaded":[{"name":"llama3.2","vramBytes":0,"expiresAt":"2026-08-01T10:05:00Z"}],
                "usage":{"cpuPercent":12.5,"gpus":[{"utilizationPercent":99}]}""");

        JsonNode desk = desk();
        JsonNode llama = desk.path("models").get(1);
        assertThat(llama.path("name").asText()).isEqualTo("llama3.2:latest");
        assertThat(llama.path("digest").asText()).isEqualTo("a".repeat(64));
        assertThat(llama.path("modifiedAt").asText()).isEqualTo("2026-07-01T10:00:00Z");
        assertThat(llama.path("sizeBytes").asLong()).isEqualTo(2_019_393_189L);
        assertThat(llama.path("capabilities").toString()).isEqualTo("[\"completion\",\"tools\"]");
        assertThat(desk.path("models").get(0).has("digest")).isFalse();
        assertThat(desk.path("loaded").get(0).path("vramBytes").asLong(-1)).isZero();
        assertThat(desk.path("loaded").get(0).has("sizeBytes")).isFalse();
        assertThat(desk.path("usage").path("cpuPercent").asDouble()).isEqualTo(12.5);
        assertThat(desk.path("usage").has("memoryUsedBytes")).isFalse();
        assertThat(desk.path("ollama").toString()).isEqualTo("{\"available\":true,\"version\":\"0.32.15\"}");
        assertThat(desk.path("loadedCount").asInt()).isEqualTo(1);
        assertThat(desk.path("modelsBytes").asLong()).isEqualTo(2_019_393_189L + 1_000);
    }

    @Test
    void cloudStubIsListedAndTakesNoBytes() {
        beat(
                1,
                Wire.inventory(
                        "f-1",
                        "{\"name\":\"gpt-oss:120b-cloud\",\"sizeBytes\":384,\"remoteHost\":\"https://ollama.com:443\"}"));
        assertThat(desk().path("modelsBytes").asLong()).isZero();
        JsonNode fleet = call.get("/api/v1/fleet").json();
        assertThat(fleet.path("models").path("installed").asInt()).isZero();
        assertThat(fleet.path("models").path("distinct").asInt()).isEqualTo(1);
    }

    @Test
    void repeatedAndLateReportsAreAnsweredAndChangeNothing() {
        beat(5, Wire.inventory("f-1", "llama3.2"));
        beat(5, Wire.inventory("f-2", "other"));
        beat(4, Wire.inventory("f-3"));
        assertThat(desk().path("models").get(0).path("name").asText()).isEqualTo("llama3.2:latest");
    }

    @Test
    void twoReportsOfAnOllamaThatIsAwayDegradeAndTheReasonIsTheAgents() {
        beat(1, "");
        call.post("/api/v1/clients/desk/heartbeats", Wire.badHeartbeat(registration, 2, "connection refused"));
        assertThat(desk().path("status").asText()).isEqualTo("ONLINE");
        JsonNode answer = call.post(
                        "/api/v1/clients/desk/heartbeats", Wire.badHeartbeat(registration, 3, "connection refused"))
                .json();
        assertThat(answer.path("status").asText()).isEqualTo("DEGRADED");
        assertThat(desk().path("statusReason").asText()).isEqualTo("connection refused");
        assertThat(desk().path("ollama").path("version").asText())
                .as("last known")
                .isEqualTo("0.32.15");
    }

    @Test
    void inventoryIsTakenAlsoWhileOllamaIsAway() {
        call.post(
                        "/api/v1/clients/desk/heartbeats",
                        "{\"registrationId\":\"" + registration
                                + "\",\"sequence\":1,\"ollama\":{\"available\":false}"
                                + Wire.inventory("f-1", "llama3.2") + "}")
                .json();
        assertThat(desk().path("modelCount").asInt()).isEqualTo(1);
        assertThat(call.get("/api/v1/models/llama3.2")
                        .json()
                        .path("clientCount")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void silenceIsShownAsSuchAndOneReportEndsIt() {
        beat(1, "");
        server.time.advance(Duration.ofSeconds(42));
        JsonNode silent = desk();
        assertThat(silent.path("status").asText()).isEqualTo("STALE");
        assertThat(silent.path("statusReason").asText()).isEqualTo("no contact for 42 s");
        assertThat(silent.path("lastSeen").asText()).isEqualTo("2026-08-01T10:00:00Z");

        assertThat(beat(2, "").path("status").asText()).isEqualTo("ONLINE");
        assertThat(desk().path("lastSeen").asText()).isEqualTo("2026-08-01T10:00:42Z");
    }

    @Test
    void reportOfAStrangerIsNotFoundAndSaysWhatToDo() {
        assertThat(call.beat("nobody", "r-1", 1, "").problem(404).path("detail").asText())
                .isEqualTo("No client is registered as 'nobody'; register before sending heartbeats");
    }

    @Test
    void reportUnderARegistrationThatNeverWasIsAConflict() {
        call.beat("desk", "made-up", 1, "").problem(409);
    }

    @Test
    void asManyModelsAsAllowedAreTaken() {
        String[] models = new String[2_000];
        for (int i = 0; i < models.length; i++) {
            models[i] = "model-" + i;
        }
        beat(1, Wire.inventory("f-1", models));
        assertThat(desk().path("modelCount").asInt()).isEqualTo(2_000);
    }

    private JsonNode beat(long sequence, String more) {
        return call.beat("desk", registration, sequence, more).json();
    }

    private JsonNode desk() {
        return call.get("/api/v1/clients/desk").json();
    }
}
