package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /api/v1/models}: what the fleet has, who has it, where it drifts. */
final class ModelListTest {
    private static TestServer server;
    private static Caller call;

    @BeforeAll
    static void start() {
        server = TestServer.empty();
        call = server.call;
        call.join(
                "desk",
                "llama3.2@a",
                "{\"name\":\"qwen3:8b\",\"family\":\"qwen3\",\"sizeBytes\":5}",
                "{\"name\":\"Mannix/Phi:Q4\",\"sizeBytes\":7}");
        String lab = call.join("lab", "llama3.2@b", "hf.co/unsloth/Qwen3-GGUF:Q4_K_M@c", "unknown");
        call.beat("lab", lab, 2, ",\"loaded\":[{\"name\":\"LLAMA3.2\"}]").json();
        call.join("far", "llama3.2@a", "unknown@d");
        call.post(
                        "/api/v1/clients/away/heartbeats",
                        Wire.badHeartbeat(call.register("away"), 1, "connection refused")
                                .replaceFirst("}$", Wire.inventory("first", "qwen3:8b") + "}"))
                .json();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void modelsComeByNameWithTheirTotal() {
        Answer list = call.get("/api/v1/models");
        assertThat(list.items("name"))
                .containsExactly(
                        "hf.co/unsloth/Qwen3-GGUF:Q4_K_M",
                        "llama3.2:latest",
                        "Mannix/Phi:Q4",
                        "qwen3:8b",
                        "unknown:latest");
        assertThat(list.json().path("total").asInt()).isEqualTo(5);
        assertThat(list.json().path("nextCursor").isNull()).isTrue();
    }

    @Test
    void modelCountsItsClientsAndNamesThemByDigest() {
        JsonNode llama = call.get("/api/v1/models/llama3.2").json();
        assertThat(llama.path("clientCount").asInt()).isEqualTo(3);
        assertThat(llama.path("onlineCount").asInt()).isEqualTo(3);
        assertThat(llama.path("loadedCount").asInt()).isEqualTo(1);
        assertThat(llama.path("drift").asBoolean()).isTrue();
        assertThat(llama.path("variants").get(0).path("digest").asText()).isEqualTo("a".repeat(64));
        assertThat(llama.path("variants").get(0).path("clients").toString()).isEqualTo("[\"desk\",\"far\"]");
        assertThat(llama.path("variants").get(1).path("clients").toString()).isEqualTo("[\"lab\"]");
        assertThat(llama.has("family")).as("absent means unknown").isFalse();
    }

    @Test
    void unknownDigestIsNoDrift() {
        assertThat(call.get("/api/v1/models/unknown").json().path("drift").asBoolean())
                .isFalse();
    }

    @Test
    void modelOfAClientThatIsNotOnlineStaysInTheCount() {
        JsonNode qwen = call.get("/api/v1/models/qwen3:8b").json();
        assertThat(qwen.path("clientCount").asInt()).isEqualTo(2);
        assertThat(qwen.path("onlineCount").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama3.2",
                "llama3.2:latest",
                "LLAMA3.2",
                "Llama3.2%3Alatest",
                "library/llama3.2",
                "library%2Fllama3.2",
                "registry.ollama.ai/library/llama3.2:latest"
            })
    void modelIsFoundByEveryWayToWriteItsName(String name) {
        assertThat(call.get("/api/v1/models/" + name).json().path("name").asText())
                .isEqualTo("llama3.2:latest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hf.co/unsloth/Qwen3-GGUF:Q4_K_M",
                "hf.co%2Funsloth%2Fqwen3-gguf%3Aq4_k_m",
                "hf.co%2funsloth/QWEN3-GGUF:q4_k_m"
            })
    void nameMayHoldSlashesPlainOrEscaped(String name) {
        assertThat(call.get("/api/v1/models/" + name).json().path("name").asText())
                .isEqualTo("hf.co/unsloth/Qwen3-GGUF:Q4_K_M");
    }

    @Test
    void modelNobodyHasIsNotFound() {
        assertThat(call.get("/api/v1/models/mannix/none:q4")
                        .problem(404)
                        .path("detail")
                        .asText())
                .contains("'mannix/none:q4'");
    }

    @ParameterizedTest
    @ValueSource(strings = {":", "a:", "-a", "a/b/c/d", "a%20b", "%2e%2e%2fetc", "a%00", "%F0%9F%98%80", "a::b", "@"})
    void nameThatBreaksOllamasGrammarIsABadRequest(String name) {
        assertThat(call.get("/api/v1/models/" + name)
                        .problem(400)
                        .path("detail")
                        .asText())
                .contains("of the model name");
    }

    @ParameterizedTest
    @CsvSource({
        "q=QWEN3, hf.co/unsloth/Qwen3-GGUF:Q4_K_M qwen3:8b",
        "q=nothing, ''",
        "q=DDDDDD, unknown:latest",
        "q=ddddd, ''",
        "q=ddddddd5, ''",
        "single=true, hf.co/unsloth/Qwen3-GGUF:Q4_K_M Mannix/Phi:Q4",
        "single=false&drift=false, qwen3:8b unknown:latest",
        "family=QWEN3, qwen3:8b",
        "family=none, ''",
        "client=far, llama3.2:latest unknown:latest",
        "client=nobody, ''",
        "drift=true, llama3.2:latest",
        "loaded=true, llama3.2:latest",
        "loaded=false&client=far, unknown:latest",
        "drift=false&client=lab, hf.co/unsloth/Qwen3-GGUF:Q4_K_M unknown:latest"
    })
    void filtersNarrowTheListAndItsTotal(String filter, String expected) {
        List<String> names = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
        Answer list = call.get("/api/v1/models?" + filter);
        assertThat(list.items("name")).isEqualTo(names);
        assertThat(list.json().path("total").asInt()).isEqualTo(names.size());
    }

    @ParameterizedTest
    @CsvSource({
        "name, hf llama Mannix qwen3 unknown",
        "-name, unknown qwen3 Mannix llama hf",
        "clientCount, hf Mannix qwen3 unknown llama",
        "-clientCount, llama unknown qwen3 Mannix hf",
        "loadedCount, hf Mannix qwen3 unknown llama",
        "-loadedCount, llama unknown qwen3 Mannix hf",
        "sizeBytes, Mannix hf llama qwen3 unknown",
        "-sizeBytes, unknown qwen3 llama hf Mannix"
    })
    void orderIsByNameOrWhatIsAskedForAlsoPageByPageAndInTheMatrix(String sort, String expected) {
        List<String> families = List.of(expected.split(" "));
        for (String list : List.of("models", "matrix")) {
            for (int limit : new int[] {1, 2, 3, 5}) {
                assertThat(pages(list + "?sort=" + sort + "&limit=" + limit))
                        .zipSatisfy(families, (name, family) -> assertThat(name).startsWith(family));
            }
        }
    }

    private static List<String> pages(String query) {
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = call.get("/api/v1/" + query + cursor);
            names.addAll(page.items("name"));
            assertThat(page.json().path("total").asInt()).isEqualTo(5);
            cursor = "&cursor=" + page.json().path("nextCursor").asText();
        } while (!cursor.equals("&cursor=null"));
        return names;
    }

    @Test
    void cursorOfAnotherOrderIsRefused() {
        String cursor = call.get("/api/v1/models?limit=1&sort=sizeBytes")
                .json()
                .path("nextCursor")
                .asText();
        call.get("/api/v1/models?sort=-sizeBytes&cursor=" + cursor).problem(400);
    }

    @Test
    void modelOfUnknownSizeIsSmallerThanAny() {
        try (TestServer sizes = TestServer.empty()) {
            sizes.call.join("desk", "{\"name\":\"a\"}", "{\"name\":\"b\",\"sizeBytes\":0}", "c");
            assertThat(sizes.call.get("/api/v1/models?sort=-sizeBytes").items("name"))
                    .containsExactly("c:latest", "b:latest", "a:latest");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "cursor=!!!",
                "cursor=YS9iL2MvZA",
                "drift=maybe",
                "drift=True",
                "loaded=1",
                "sort=size",
                "sort=-",
                "cursor=c2l6ZQp4CmE",
                "single=yes",
                "client=.hidden",
                "q=a&q=b"
            })
    void parameterThatBreaksItsGrammarIsRefused(String query) {
        call.get("/api/v1/models?" + query).problem(400);
    }

    @Test
    void variantNamesAHundredClientsAndCountsAll() {
        try (TestServer crowd = TestServer.empty()) {
            IntStream.range(0, 103).forEach(i -> crowd.call.join("c-" + i, "llama3.2@a"));
            JsonNode variant = crowd.call
                    .get("/api/v1/models/llama3.2")
                    .json()
                    .path("variants")
                    .get(0);
            assertThat(variant.path("clients")).hasSize(100);
            assertThat(variant.path("clientCount").asInt()).isEqualTo(103);
            assertThat(crowd.call
                            .get("/api/v1/clients?model=llama3.2&limit=1000")
                            .json()
                            .path("total")
                            .asInt())
                    .isEqualTo(103);
        }
    }
}
