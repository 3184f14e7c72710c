package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /api/v1/attention}: what a person should look at. */
final class AttentionTest {
    private static final String PATH = "/api/v1/attention";

    private final TestServer server = TestServer.empty();
    private final Caller call = server.call;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fleetThatIsWellNeedsNone() {
        call.join("desk", "llama3.2");
        assertThat(call.get(PATH).json()).hasToString("{\"items\":[],\"total\":0}");
    }

    @Test
    void eachItemSaysWhatIsWrongAndWhatToDo() {
        call.join("desk", "llama3.2@a");
        call.join("lab", "llama3.2@b");
        call.post("/api/v1/clients/nas/heartbeats", Wire.badHeartbeat(call.register("nas"), 1, "connection refused"))
                .json();

        JsonNode attention = call.get(PATH).json();
        assertThat(attention.path("total").asInt()).isEqualTo(2);
        JsonNode nas = attention.path("items").get(0);
        assertThat(nas.path("kind").asText()).isEqualTo("DEGRADED");
        assertThat(nas.path("clientId").asText()).isEqualTo("nas");
        assertThat(nas.path("reason").asText()).isEqualTo("connection refused");
        assertThat(nas.path("since").asText())
                .isEqualTo(call.get("/api/v1/clients/nas")
                        .json()
                        .path("statusSince")
                        .asText());
        assertThat(nas.path("nextStep").asText()).contains("ollama serve");
        JsonNode llama = attention.path("items").get(1);
        assertThat(llama.path("kind").asText()).isEqualTo("DRIFT");
        assertThat(llama.path("model").asText()).isEqualTo("llama3.2:latest");
        assertThat(llama.path("clients").asInt()).isEqualTo(2);
        assertThat(llama.has("clientId")).isFalse();
    }

    @Test
    void tenAreGivenUnlessAskedOtherwiseAndAllAreCounted() {
        IntStream.range(0, 12).forEach(i -> call.register("c-" + i));
        assertThat(call.get(PATH).items("kind")).hasSize(10);
        assertThat(call.get(PATH).json().path("total").asInt()).isEqualTo(12);
        assertThat(call.get(PATH + "?limit=12").items("kind")).hasSize(12);
    }

    @Test
    void diskThatFillsUpIsAChangeThoughUsageIsNoneElsewhere() {
        String registration = call.register("desk", "i-1", ",\"hardware\":{\"diskBytes\":1000}")
                .json()
                .path("registrationId")
                .asText();
        call.beat("desk", registration, 1, ",\"usage\":{\"diskFreeBytes\":51}").json();
        String etag = call.get(PATH).header("ETag");
        call.beat("desk", registration, 2, ",\"usage\":{\"diskFreeBytes\":50}").json();
        Answer full = call.send(call.request(PATH).header("If-None-Match", etag));
        assertThat(full.items("reason")).containsExactly("the disk of its models is 95 % full");
    }

    @Test
    void silenceIsAChange() {
        call.join("desk");
        String etag = call.get(PATH).header("ETag");
        server.time.advance(Duration.ofSeconds(31));
        Answer stale = call.send(call.request(PATH).header("If-None-Match", etag));
        assertThat(stale.items("kind")).containsExactly("STALE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "limit=1&limit=2"})
    void parameterThatBreaksItsGrammarIsRefused(String query) {
        call.get(PATH + "?" + query).problem(400);
    }
}
