package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /api/v1/matrix}: which client has which model. */
final class MatrixTest {
    private static TestServer server;
    private static Caller call;

    @BeforeAll
    static void start() {
        server = TestServer.empty();
        call = server.call;
        String desk = join("desk", "lab", "llama3.2@a", "qwen3:8b@c", "phi@d");
        call.beat("desk", desk, 2, ",\"loaded\":[{\"name\":\"LLAMA3.2\"}]").json();
        join("far", "home", "llama3.2@b", "qwen3:8b@c");
        join("nas", "lab", "llama3.2@a");
    }

    private static String join(String id, String site, String... models) {
        return join(call, id, site, models);
    }

    private static String join(Caller call, String id, String site, String... models) {
        String registration = call.register(id, "i-" + id, ",\"labels\":{\"site\":\"" + site + "\"}")
                .json()
                .path("registrationId")
                .asText();
        call.beat(id, registration, 1, Wire.inventory("f", models)).json();
        return registration;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void rowTellsWhoHasTheModelAndWhatItIsInTheWholeFleet() {
        JsonNode matrix = call.get("/api/v1/matrix").json();
        assertThat(matrix.path("columns").findValuesAsText("clientId")).containsExactly("desk", "far", "nas");
        assertThat(matrix.path("clientTotal").asInt()).isEqualTo(3);
        assertThat(matrix.path("items").findValuesAsText("cells")).containsExactly("Ldo", "o--", "oo-");
        JsonNode llama = matrix.path("items").get(0);
        assertThat(llama.path("name").asText()).isEqualTo("llama3.2:latest");
        assertThat(llama.path("digest").asText()).isEqualTo("a".repeat(64));
        assertThat(llama.path("totalBytes").asInt()).isEqualTo(3_000);
        assertThat(llama.path("drift").asBoolean()).isTrue();
        assertThat(llama.path("variantCount").asInt()).isEqualTo(2);
        assertThat(llama.has("onlyClient")).isFalse();
        assertThat(matrix.path("items").get(1).path("onlyClient").asText()).isEqualTo("desk");
    }

    @ParameterizedTest
    @CsvSource({
        "label=site=lab, desk nas, Lo o- o-",
        "label=site=lab&label=nothing, '', '  '",
        "status=online&label=site=home, far, d - o",
        "status=offline, '', '  '",
        "q=qwen, desk far nas, oo-",
        "q=AAAAAA, desk far nas, Ldo",
        "drift=true&label=site=home, far, d",
        "single=true, desk far nas, o--",
        "loaded=true, desk far nas, Ldo",
        "client=nas, desk far nas, Ldo"
    })
    void columnsAreChosenByLabelAndStatusAndRowsByTheFiltersOfModels(String filter, String columns, String cells) {
        JsonNode matrix = call.get("/api/v1/matrix?" + filter).json();
        assertThat(String.join(" ", matrix.path("columns").findValuesAsText("clientId")))
                .isEqualTo(columns);
        assertThat(String.join(" ", matrix.path("items").findValuesAsText("cells")))
                .isEqualTo(cells);
    }

    @Test
    void clientWithoutContactIsMarkedInEveryRowItHad() {
        try (TestServer moved = TestServer.empty()) {
            String desk = join(moved.call, "desk", "lab", "llama3.2");
            join(moved.call, "far", "lab", "llama3.2", "phi");
            moved.time.advance(Duration.ofSeconds(20));
            moved.call.beat("desk", desk, 2, "").json();
            String etag = moved.call.get("/api/v1/matrix").header("ETag");
            moved.time.advance(Duration.ofSeconds(11));
            Answer matrix = moved.call.send(moved.call.request("/api/v1/matrix").header("If-None-Match", etag));
            assertThat(matrix.items("cells")).containsExactly("o?", "-?");
        }
    }

    @Test
    void pagesGiveEachModelOnce() {
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = call.get("/api/v1/matrix?limit=2" + cursor).json();
            names.addAll(page.path("items").findValuesAsText("name"));
            assertThat(page.path("total").asInt()).isEqualTo(3);
            cursor = "&cursor=" + page.path("nextCursor").asText();
        } while (!cursor.equals("&cursor=null"));
        assertThat(names).containsExactly("llama3.2:latest", "phi:latest", "qwen3:8b");
    }

    @Test
    void fiftyRowsAreGivenUnlessAskedOtherwise() {
        try (TestServer many = TestServer.empty()) {
            many.call.join(
                    "desk", IntStream.range(0, 51).mapToObj(i -> "m-" + i).toArray(String[]::new));
            assertThat(many.call.get("/api/v1/matrix").json().path("items")).hasSize(50);
            assertThat(many.call.get("/api/v1/matrix?limit=51").json().path("items"))
                    .hasSize(51);
        }
    }

    @Test
    void manyClientsAreCountedByALabel() {
        try (TestServer crowd = TestServer.empty()) {
            IntStream.range(0, 20).forEach(i -> join(crowd.call, "a-" + i, "lab", "llama3.2@a"));
            IntStream.range(0, 11).forEach(i -> join(crowd.call, "b-" + i, "home", "phi"));
            String registration = crowd.call.join("c", "phi");
            crowd.call.delete("/api/v1/clients/c/registration?registrationId=" + registration);

            JsonNode matrix = crowd.call.get("/api/v1/matrix").json();
            assertThat(matrix.has("columns")).isFalse();
            assertThat(matrix.path("by").asText()).isEqualTo("site");
            assertThat(matrix.path("clientTotal").asInt()).isEqualTo(32);
            assertThat(matrix.path("groups").toString())
                    .isEqualTo(
                            "[{\"value\":\"lab\",\"clients\":20},{\"value\":\"home\",\"clients\":11},{\"clients\":1}]");
            assertThat(matrix.at("/items/1/groupCounts").toString())
                    .isEqualTo("[" + count(0, 0) + "," + count(11, 0) + "," + count(0, 1) + "]");
            assertThat(matrix.has("moreGroups")).isFalse();
            assertThat(crowd.call
                            .get("/api/v1/matrix?by=rack")
                            .json()
                            .path("groups")
                            .toString())
                    .isEqualTo("[{\"clients\":32}]");
            assertThat(crowd.call
                            .get("/api/v1/matrix?by=rack&label=site=home")
                            .json()
                            .has("groups"))
                    .as("few enough for a column each")
                    .isFalse();
        }
    }

    private static String count(int installed, int unknown) {
        return "{\"installed\":" + installed + ",\"loaded\":0,\"other\":0,\"cloud\":0,\"unknown\":" + unknown + "}";
    }

    @Test
    void groupsThatHaveNoPlaceAreCounted() {
        try (TestServer crowd = TestServer.empty()) {
            IntStream.range(0, 33).forEach(i -> join(crowd.call, "c-" + i, "site-" + i));
            JsonNode matrix = crowd.call.get("/api/v1/matrix").json();
            assertThat(matrix.path("groups")).hasSize(30);
            assertThat(matrix.path("moreGroups").asInt()).isEqualTo(3);
        }
    }

    @Test
    void cloudStubIsNeitherACopyNorTheOnlyOne() {
        try (TestServer other = TestServer.empty()) {
            String stub = "{\"name\":\"big\",\"sizeBytes\":384,\"remoteHost\":\"https://ollama.com:443\"}";
            join(other.call, "desk", "lab", stub);
            assertThat(other.call.get("/api/v1/matrix").items("cells")).containsExactly("c");
            assertThat(other.call.get("/api/v1/matrix?single=true").items("name"))
                    .isEmpty();
            join(other.call, "nas", "lab", "big");
            assertThat(other.call.get("/api/v1/matrix?single=true").items("onlyClient"))
                    .containsExactly("nas");
            assertThat(other.call.get("/api/v1/models?single=true").items("name"))
                    .containsExactly("big:latest");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "cursor=!!!",
                "single=maybe",
                "drift=1",
                "client=.hidden",
                "status=fine",
                "label=a%20b",
                "by=a%20b",
                "by=a=b",
                "by=a,b",
                "by=a&by=b"
            })
    void parameterThatBreaksItsGrammarIsRefused(String query) {
        call.get("/api/v1/matrix?" + query).problem(400);
    }
}
