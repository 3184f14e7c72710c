package io.obt.examples.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedOllamaTest {
    private final MovedClock clock = new MovedClock();
    private final SimulatedOllama ollama = SimulatedOllama.builder()
            .clock(clock)
            .models(SimulatedLibrary.models())
            .start();
    private final Caller caller = new Caller(ollama);

    @AfterEach
    void stop() {
        ollama.close();
    }

    @Test
    void rootSaysThatOllamaIsRunning() throws Exception {
        HttpResponse<String> answer = caller.get("/");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Ollama is running");
        assertThat(contentType(answer)).startsWith("text/plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/version", "/api/tags"})
    void headIsAnsweredWithoutBody(String path) throws Exception {
        HttpResponse<String> answer = caller.send("HEAD", path, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValueAsLong("Content-Length").orElse(0))
                .isPositive();
    }

    @Test
    void versionFollowsAnUpgrade() throws Exception {
        assertThat(caller.get("/api/version").body()).isEqualTo("{\"version\":\"0.32.15\"}");
        ollama.upgradeTo("0.33.0");
        assertThat(caller.json("/api/version").path("version").asText()).isEqualTo("0.33.0");
    }

    @Test
    void tagsHaveTheShapeOfOllamas() throws Exception {
        HttpResponse<String> answer = caller.get("/api/tags");
        assertThat(contentType(answer)).isEqualTo("application/json; charset=utf-8");
        JsonNode llama = entry(Caller.json(answer), "llama3.2:latest");
        assertThat(llama.path("model").asText()).isEqualTo("llama3.2:latest");
        assertThat(llama.path("size").asLong()).isEqualTo(2_019_393_189L);
        assertThat(llama.path("digest").asText()).matches("[0-9a-f]{64}");
        assertThat(llama.path("modified_at").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}\\+02:00");
        assertThat(llama.path("details").toString())
                .isEqualTo("{\"parent_model\":\"\",\"format\":\"gguf\",\"family\":\"llama\",\"families\":[\"llama\"],"
                        + "\"parameter_size\":\"3.2B\",\"quantization_level\":\"Q4_K_M\","
                        + "\"context_length\":131072,\"embedding_length\":3072}");
        assertThat(llama.path("capabilities").toString()).isEqualTo("[\"completion\",\"tools\"]");
        assertThat(llama.has("remote_host")).isFalse();
    }

    @Test
    void tagsListTheNewestFirst() throws Exception {
        ollama.install(SimulatedModel.named("fresh"));
        List<OffsetDateTime> times = new ArrayList<>();
        JsonNode models = caller.json("/api/tags").path("models");
        models.forEach(model ->
                times.add(OffsetDateTime.parse(model.path("modified_at").asText())));
        assertThat(times).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(models.path(0).path("name").asText()).isEqualTo("fresh:latest");
    }

    @Test
    void cloudStubNamesItsRemoteAndIsTiny() throws Exception {
        JsonNode stub = entry(caller.json("/api/tags"), "gpt-oss:120b-cloud");
        assertThat(stub.path("remote_model").asText()).isEqualTo("gpt-oss:120b");
        assertThat(stub.path("remote_host").asText()).isEqualTo("https://ollama.com:443");
        assertThat(stub.path("size").asLong()).isEqualTo(384);
        assertThatThrownBy(() -> ollama.load("gpt-oss:120b-cloud", Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void emptyDiskAndMemoryAreEmptyLists() throws Exception {
        try (SimulatedOllama bare = SimulatedOllama.start()) {
            Caller bareCaller = new Caller(bare);
            assertThat(bareCaller.get("/api/tags").body()).isEqualTo("{\"models\":[]}");
            assertThat(bareCaller.get("/api/ps").body()).isEqualTo("{\"models\":[]}");
        }
    }

    @Test
    void psListsTheLatestExpiryFirstAndForgetsTheExpired() throws Exception {
        ollama.load("llama3.2", Duration.ofMinutes(5));
        ollama.load("qwen3:8b", Duration.ofMinutes(10));
        JsonNode models = caller.json("/api/ps").path("models");
        assertThat(models.findValuesAsText("name")).containsExactly("qwen3:8b", "llama3.2:latest");
        assertThat(models.path(1).path("expires_at").asText()).isEqualTo("2026-08-21T18:53:22.318+02:00");
        assertThat(models.path(1).path("context_length").asInt()).isEqualTo(4_096);
        assertThat(models.path(1).path("size_vram").asLong())
                .isEqualTo(models.path(1).path("size").asLong());

        clock.advance(Duration.ofMinutes(5));
        assertThat(caller.json("/api/ps").path("models").findValuesAsText("name"))
                .containsExactly("qwen3:8b");
    }

    @Test
    void modelLargerThanTheGpuIsSplit() throws Exception {
        ollama.load("qwen3:32b", Duration.ofMinutes(5));
        JsonNode loaded = caller.json("/api/ps").path("models").path(0);
        assertThat(loaded.path("size_vram").asLong())
                .isEqualTo(24L << 30)
                .isLessThan(loaded.path("size").asLong());
    }

    @Test
    void fourthModelDrivesOutTheOneThatWouldExpireFirst() {
        ollama.load("llama3.2", Duration.ofMinutes(9));
        ollama.load("qwen3:8b", Duration.ofMinutes(1));
        ollama.load("mistral:7b", Duration.ofMinutes(8));
        ollama.load("phi4:14b", Duration.ofMinutes(7));
        assertThat(ollama.loaded())
                .extracting(SimulatedModel::name)
                .containsExactly("llama3.2:latest", "mistral:7b", "phi4:14b");
    }

    @Test
    void unknownPathAndMethodAreAnsweredInPlainText() throws Exception {
        HttpResponse<String> unknown = caller.get("/api/nothing");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEqualTo("404 page not found");
        HttpResponse<String> wrongMethod = caller.post("/api/tags", "{}");
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.body()).isEqualTo("405 method not allowed");
        assertThat(contentType(wrongMethod)).startsWith("text/plain");
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, 403",
        "null, 403",
        "http://localhost.evil.example, 403",
        "http://localhost:3000, 200",
        "http://127.0.0.1, 200",
        "tauri://anything, 200"
    })
    void pagesOfOtherSitesAreTurnedAway(String origin, int status) throws Exception {
        HttpResponse<String> answer = caller.send("GET", "/api/version", "", "Origin", origin);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body().isEmpty()).isEqualTo(status == 403);
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 403",
        "8.8.8.8:11434, 403",
        "localhost:11434, 200",
        "127.0.0.1, 200",
        "[::1]:11434, 200",
        "192.168.1.7, 200",
        "desk.local, 200"
    })
    void strangeHostsAreTurnedAway(String host, int status) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", ollama.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /api/version HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void requestsAreCounted() throws Exception {
        caller.get("/api/tags");
        caller.get("/api/tags");
        assertThat(ollama.requests("/api/tags")).isEqualTo(2);
        assertThat(ollama.requests("/api/ps")).isZero();
    }

    private static JsonNode entry(JsonNode answer, String name) {
        for (JsonNode model : answer.path("models")) {
            if (model.path("name").asText().equals(name)) {
                return model;
            }
        }
        throw new AssertionError("No '" + name + "' in " + answer);
    }

    private static String contentType(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }
}
