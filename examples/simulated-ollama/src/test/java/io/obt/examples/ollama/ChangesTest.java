package io.obt.examples.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final MovedClock clock = new MovedClock();
    private final SimulatedOllama ollama = SimulatedOllama.builder()
            .clock(clock)
            .models(SimulatedLibrary.model("llama3.2"), SimulatedLibrary.model("nomic-embed-text"))
            .start();
    private final Caller caller = new Caller(ollama);

    @AfterEach
    void stop() {
        ollama.close();
    }

    @Test
    void pullStreamsItsProgressAndInstalls() throws Exception {
        HttpResponse<String> answer = caller.post("/api/pull", "{\"model\":\"tinyllama\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        List<String> lines = Caller.lines(answer);
        assertThat(lines.get(0)).isEqualTo("{\"status\":\"pulling manifest\"}");
        assertThat(lines.get(1))
                .contains("\"digest\":\"sha256:")
                .contains("\"total\":")
                .doesNotContain("completed");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("{\"status\":\"success\"}");
        assertThat(ollama.installed()).contains(SimulatedLibrary.model("tinyllama"));
    }

    @Test
    void pullOfWhatIsThereShowsOneCompleteLineALayer() throws Exception {
        List<String> lines = Caller.lines(caller.post("/api/pull", "{\"name\":\"LLAMA3.2\"}"));
        assertThat(lines).filteredOn(line -> line.contains("digest\":")).hasSize(3);
        assertThat(ollama.installed()).hasSize(2);
    }

    @Test
    void pullBringsWhatWasPublishedLast() throws Exception {
        SimulatedModel changed = SimulatedLibrary.model("llama3.2").variant("2026-09");
        ollama.publish(changed);
        assertThat(caller.post("/api/pull", "{\"model\":\"llama3.2\",\"stream\":false}")
                        .body())
                .isEqualTo("{\"status\":\"success\"}");
        assertThat(ollama.installed()).contains(changed).doesNotContain(SimulatedLibrary.model("llama3.2"));
    }

    @Test
    void pullOfAnUnknownModelEndsWithAnErrorLine() throws Exception {
        HttpResponse<String> streamed = caller.post("/api/pull", "{\"model\":\"nope\"}");
        assertThat(streamed.statusCode()).isEqualTo(200);
        assertThat(Caller.lines(streamed))
                .containsExactly(
                        "{\"status\":\"pulling manifest\"}",
                        "{\"error\":\"pull model manifest: file does not exist\"}");
        assertThat(caller.post("/api/pull", "{\"model\":\"nope\",\"stream\":false}")
                        .statusCode())
                .isEqualTo(500);
        assertThat(caller.post("/api/pull", "{\"model\":\"a b\"}").body())
                .isEqualTo("{\"error\":\"invalid model name\"}");
    }

    @Test
    void pullCutHalfwayInstallsNothing() {
        ollama.answerWith("/api/pull", Fault.TRUNCATED);
        assertThatThrownBy(() -> caller.post("/api/pull", "{\"model\":\"tinyllama\"}"))
                .isInstanceOf(IOException.class);
        assertThat(ollama.installed()).hasSize(2);
    }

    @Test
    void pullAtAPaceArrivesWhole() throws Exception {
        try (SimulatedOllama slow =
                SimulatedOllama.builder().pullPace(Duration.ofMillis(2)).start()) {
            List<String> lines = Caller.lines(new Caller(slow).post("/api/pull", "{\"model\":\"tinyllama\"}"));
            assertThat(lines).last().isEqualTo("{\"status\":\"success\"}");
            assertThat(slow.installed()).hasSize(1);
        }
    }

    @Test
    void copyKeepsTheDigest() throws Exception {
        HttpResponse<String> answer =
                caller.post("/api/copy", "{\"source\":\"llama3.2\",\"destination\":\"team/llama:prod\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(ollama.installed())
                .contains(SimulatedLibrary.model("llama3.2").copiedAs("team/llama:prod"));
        assertThat(caller.post("/api/copy", "{\"source\":\"nope\",\"destination\":\"x\"}")
                        .body())
                .isEqualTo("{\"error\":\"model \\\"nope\\\" not found\"}");
        assertThat(caller.post("/api/copy", "{\"source\":\"x y\",\"destination\":\"x\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void deletedModelStaysInMemoryUntilUnloaded() throws Exception {
        ollama.load("llama3.2", Duration.ofMinutes(5));
        HttpResponse<String> answer = caller.send("DELETE", "/api/delete", "{\"model\":\"Llama3.2:latest\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(ollama.installed()).extracting(SimulatedModel::name).containsExactly("nomic-embed-text:latest");
        assertThat(ollama.loaded()).hasSize(1);
        HttpResponse<String> again = caller.send("DELETE", "/api/delete", "{\"model\":\"llama3.2\"}");
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(again.body()).isEqualTo("{\"error\":\"model 'llama3.2' not found\"}");
    }

    @Test
    void generateWithoutPromptLoadsAndUnloads() throws Exception {
        String loading =
                caller.post("/api/generate", "{\"model\":\"llama3.2\"}").body();
        assertThat(loading)
                .isEqualTo("{\"model\":\"llama3.2\",\"created_at\":\"2026-08-21T16:48:22.318Z\",\"response\":\"\","
                        + "\"done\":true,\"done_reason\":\"load\"}");
        assertThat(ollama.loaded()).extracting(SimulatedModel::name).containsExactly("llama3.2:latest");
        String unloading = caller.post("/api/generate", "{\"model\":\"llama3.2\",\"keep_alive\":0}")
                .body();
        assertThat(unloading).contains("\"done_reason\":\"unload\"");
        assertThat(ollama.loaded()).isEmpty();
        assertThat(caller.post("/api/generate", "{\"model\":\"llama3.2\",\"keep_alive\":0}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void keepAliveBelowZeroLastsForCenturies() throws Exception {
        caller.post("/api/generate", "{\"model\":\"llama3.2\",\"keep_alive\":-1}");
        String expiry =
                caller.json("/api/ps").path("models").path(0).path("expires_at").asText();
        assertThat(OffsetDateTime.parse(expiry).getYear()).isEqualTo(2318);
    }

    @Test
    void embeddingModelIsLoadedByEmbed() throws Exception {
        assertThat(caller.post("/api/generate", "{\"model\":\"nomic-embed-text\"}")
                        .body())
                .isEqualTo("{\"error\":\"\\\"nomic-embed-text\\\" does not support generate\"}");
        assertThat(caller.post("/api/embed", "{\"model\":\"nomic-embed-text\",\"input\":[]}")
                        .body())
                .isEqualTo("{\"model\":\"nomic-embed-text\",\"embeddings\":[]}");
        assertThat(ollama.loaded()).hasSize(1);
    }

    @Test
    void promptIsAnsweredWordByWord() throws Exception {
        List<String> lines = Caller.lines(caller.post("/api/generate", "{\"model\":\"llama3.2\",\"prompt\":\"Hi\"}"));
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).contains("\"done\":false");
        assertThat(lines.get(5)).contains("\"done\":true").contains("\"eval_count\":5");
        assertThat(caller.post("/api/generate", "{\"model\":\"llama3.2\",\"prompt\":\"Hi\",\"stream\":false}")
                        .body())
                .contains("\"response\":\"This answer is simulated.\"");
    }

    @Test
    void malformedRequestsAreRefusedInOllamasWords() throws Exception {
        assertThat(caller.post("/api/generate", "").body()).isEqualTo("{\"error\":\"missing request body\"}");
        assertThat(caller.post("/api/generate", "nonsense").statusCode()).isEqualTo(400);
        assertThat(caller.post("/api/generate", "{}").body()).isEqualTo("{\"error\":\"model is required\"}");
        assertThat(caller.post("/api/generate", "{\"model\":\"nope\"}").body())
                .isEqualTo("{\"error\":\"model 'nope' not found\"}");
        assertThat(caller.post("/api/generate", "{\"model\":\"llama3.2\",\"keep_alive\":\"300\"}")
                        .statusCode())
                .isEqualTo(400);
    }
}
