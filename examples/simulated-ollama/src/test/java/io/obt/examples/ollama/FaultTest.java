package io.obt.examples.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FaultTest {
    private final SimulatedOllama ollama = SimulatedOllama.start(SimulatedLibrary.model("llama3.2"));
    private final Caller caller = new Caller(ollama);

    @AfterEach
    void stop() {
        ollama.close();
    }

    @Test
    void hungRequestIsAnsweredWhenTheFaultEnds() throws Exception {
        ollama.answerWith(Fault.HANG);
        CompletableFuture<HttpResponse<String>> answer = caller.getLater("/api/version");
        await().until(() -> ollama.waiting() == 1);
        assertThat(answer).isNotDone();
        ollama.answerWith(Fault.NONE);
        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(ollama.waiting()).isZero();
    }

    @Test
    void stalledBodyEndsWhenTheFaultEnds() throws Exception {
        ollama.answerWith(Fault.STALL);
        CompletableFuture<HttpResponse<String>> answer = caller.getLater("/api/tags");
        await().until(() -> ollama.waiting() == 1);
        assertThat(answer).isNotDone();
        ollama.answerWith(Fault.NONE);
        assertThat(answer.get(10, TimeUnit.SECONDS).body())
                .isEqualTo(caller.get("/api/tags").body());
    }

    @Test
    void faultOfOnePathLeavesTheOthersWell() throws Exception {
        ollama.answerWith("/api/tags", Fault.HANG);
        CompletableFuture<HttpResponse<String>> tags = caller.getLater("/api/tags");
        await().until(() -> ollama.waiting() == 1);
        assertThat(caller.get("/api/version").statusCode()).isEqualTo(200);
        assertThat(tags).isNotDone();
        ollama.answerWith("/api/ps", Fault.UNKNOWN_PATH);
        assertThat(caller.get("/api/ps").statusCode()).isEqualTo(404);
        await().until(() -> ollama.waiting() == 1);
        assertThat(tags).isNotDone();
    }

    @Test
    void refusedConnectionsComeBackOnTheSamePort() throws Exception {
        int port = ollama.port();
        ollama.load("llama3.2", Duration.ofMinutes(5));
        caller.get("/api/version");
        ollama.answerWith(Fault.REFUSE);
        assertThatThrownBy(() -> caller.get("/api/version")).isInstanceOf(ConnectException.class);
        ollama.answerWith(Fault.NONE);
        assertThat(ollama.port()).isEqualTo(port);
        assertThat(caller.get("/api/version").statusCode()).isEqualTo(200);
        assertThat(ollama.loaded()).isEmpty();
        assertThat(ollama.installed()).hasSize(1);
    }

    @Test
    void slowAnswersStillArrive() throws Exception {
        ollama.answerAfter(Duration.ofMillis(120));
        long started = System.nanoTime();
        assertThat(caller.get("/api/version").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void garbageIsNoJson() throws Exception {
        ollama.answerWith(Fault.GARBAGE);
        assertThat(caller.get("/api/tags").statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> caller.json("/api/tags")).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR_HTML, 502, text/html, <html>",
        "ERROR_TEXT, 500, text/plain, Internal",
        "ERROR_JSON, 500, application/json, error",
        "UNKNOWN_PATH, 404, text/plain, 404 page"
    })
    void errorsHaveTheirStatusAndType(Fault fault, int status, String type, String words) throws Exception {
        ollama.answerWith(fault);
        HttpResponse<String> answer = caller.get("/api/tags");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void hugeInventoryListsThreeThousandModels() throws Exception {
        ollama.answerWith(Fault.HUGE_INVENTORY);
        assertThat(caller.json("/api/tags").path("models")).hasSize(3_000);
        assertThat(caller.json("/api/ps").path("models")).isEmpty();
    }

    @Test
    void hugeBodyIsManyMegabytes() throws Exception {
        ollama.answerWith(Fault.HUGE_BODY);
        assertThat(caller.get("/api/tags").body().length()).isGreaterThan(64 << 20);
    }

    @ParameterizedTest
    @CsvSource({"/api/version", "/api/tags", "/"})
    void truncatedBodyFailsTheCaller(String path) {
        ollama.answerWith(Fault.TRUNCATED);
        assertThatThrownBy(() -> caller.get(path)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG", "STALL"})
    void closingCutsRequestsThatHang(Fault fault) {
        ollama.answerWith(fault);
        CompletableFuture<HttpResponse<String>> answer = caller.getLater("/api/tags");
        await().until(() -> ollama.waiting() == 1);
        ollama.close();
        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void allThreadsAreDaemons() throws Exception {
        caller.get("/api/version");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("simulated-ollama")
                        || thread.getName().startsWith("HTTP-Dispatcher"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void portHasNoPathsToRefuse() {
        assertThatThrownBy(() -> ollama.answerWith("/api/ps", Fault.REFUSE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/api/ps");
    }
}
