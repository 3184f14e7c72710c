package io.obt.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.obt.client.ClientId;
import io.obt.model.ModelName;
import io.obt.store.PoisonText;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is something else to careless programs: refused where a grammar says so, else given back as the same text. */
final class PoisonNamesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private static TestServer server;
    private static Caller call;

    @BeforeAll
    static void start() {
        server = TestServer.empty();
        call = server.call;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<String> poison() {
        return Stream.concat(PoisonText.ALL.stream(), Stream.of("a/../b", "%2e%2e", "C:\\x", "x".repeat(10_000)));
    }

    /** What fits into the head of a request. */
    static Stream<String> poisonInAPath() {
        return poison().filter(text -> encoded(text).length() <= 12_000);
    }

    @ParameterizedTest
    @MethodSource("poison")
    void modelNameIsRefusedByOllamasGrammarOrShownVerbatim(String name) {
        String id = "m-" + COUNTER.incrementAndGet();
        String registration = call.register(id);
        ObjectNode model = MAPPER.createObjectNode().put("name", name);
        Answer answer = call.beat(id, registration, 1, Wire.inventory("f", model.toString()));

        if (isModelName(name)) {
            answer.json();
            assertThat(shown(id).path("models").get(0).path("name").asText()).isEqualTo(name + ":latest");
            assertThat(call.get("/api/v1/models/" + encoded(name))
                            .json()
                            .path("name")
                            .asText())
                    .isEqualTo(name + ":latest");
        } else if (name.length() > 8 * 1024) {
            answer.problem(422);
        } else {
            answer.problem(400);
            assertThat(answer.pointers()).containsExactly("/models/0/name");
            assertThat(shown(id).path("models")).isEmpty();
        }
    }

    private static boolean isModelName(String text) {
        try {
            return !ModelName.of(text).toString().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("poison")
    void freeTextIsShownVerbatim(String text) throws JsonProcessingException {
        if (text.length() > 8 * 1024) {
            return; // refused for its length alone, which is tested elsewhere
        }
        String id = "t-" + COUNTER.incrementAndGet();
        String quoted = MAPPER.writeValueAsString(text);
        String registration = call.register(id, "i-1", ",\"hardware\":{\"hostName\":" + quoted + "}")
                .json()
                .path("registrationId")
                .asText();
        String body = "{\"registrationId\":\"" + registration + "\",\"sequence\":1,\"ollama\":{\"available\":false,"
                + "\"error\":" + quoted + "}}";
        call.post("/api/v1/clients/" + id + "/heartbeats", body).json();

        JsonNode client = shown(id);
        assertThat(client.path("hardware").path("hostName").asText()).isEqualTo(text);
        assertThat(client.path("statusReason").asText()).isEqualTo(text);
        if (encoded(text).length() <= 12_000) {
            assertThat(call.get("/api/v1/clients?limit=1000&q=" + encoded(text)).items("clientId"))
                    .contains(id);
        }
        JsonNode events = call.get("/api/v1/events?clientId=" + id).json().path("items");
        assertThat(events.get(1).path("detail").asText()).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("poisonInAPath")
    void versionsAndGpusAreCountedAndFoundVerbatim(String text) throws JsonProcessingException {
        if (text.isEmpty() || text.length() > 8 * 1024) {
            return; // nobody can ask for the one, and the other is refused
        }
        String id = "g-" + COUNTER.incrementAndGet();
        String quoted = MAPPER.writeValueAsString(text);
        String registration = call.register(id, "i-1", ",\"hardware\":{\"gpus\":[{\"name\":" + quoted + "}]}")
                .json()
                .path("registrationId")
                .asText();
        String body = "{\"registrationId\":\"" + registration + "\",\"sequence\":1,\"ollama\":{\"available\":true,"
                + "\"version\":" + quoted + "}}";
        call.post("/api/v1/clients/" + id + "/heartbeats", body).json();

        String filter = "?gpu=" + encoded(text);
        for (String each : List.of(filter, "?ollamaVersion=" + encoded(text))) {
            assertThat(call.get("/api/v1/clients" + each).items("clientId")).containsExactly(id);
        }
        JsonNode facets = call.get("/api/v1/facets" + filter).json().path("facets");
        for (int facet : new int[] {2, 3}) {
            assertThat(facets.get(facet).at("/values/0/value").asText()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @MethodSource("poisonInAPath")
    void clientIdOfAPathIsRefusedOrTakenVerbatim(String id) {
        Answer answer = call.put("/api/v1/clients/" + encoded(id) + "/registration", Wire.registration("i-1", ""));
        if (isClientId(id)) {
            assertThat(answer.json().path("clientId").asText()).isEqualTo(id);
            assertThat(call.get("/api/v1/clients/" + encoded(id))
                            .json()
                            .path("clientId")
                            .asText())
                    .isEqualTo(id);
        } else {
            // A slash makes another path of it.
            answer.problem(id.contains("/") ? 404 : 400);
        }
    }

    private static boolean isClientId(String text) {
        try {
            return !new ClientId(text).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("poisonInAPath")
    void modelOfAPathIsRefusedOrNotFound(String name) {
        Answer answer = call.get("/api/v1/models/no-such-" + encoded(name));
        assertThat(answer.status()).isIn(400, 404);
        answer.problem(answer.status());
    }

    @ParameterizedTest
    @MethodSource("poisonInAPath")
    void queryParametersAreRefusedOrFindNothing(String text) {
        String value = encoded(text);
        for (String query : List.of(
                "clients?q=",
                "clients?label=",
                "clients?status=",
                "clients?sort=",
                "clients?cursor=",
                "clients?model=",
                "clients?ollamaVersion=",
                "clients?gpu=",
                "facets?q=",
                "models?q=",
                "models?family=",
                "models?drift=",
                "models?client=",
                "models?cursor=",
                "models?single=",
                "models?sort=",
                "matrix?q=",
                "matrix?by=",
                "matrix?label=",
                "matrix?cursor=",
                "events?type=",
                "events?clientId=",
                "events?after=",
                "events?cursor=")) {
            Answer answer = call.get("/api/v1/" + query + value);
            if (answer.status() == 200) {
                answer.json();
            } else {
                answer.problem(400);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%",
                "/%zz",
                "/%c0%ae%c0%ae/",
                "/api/v1/clients/%ff",
                "/api/v1/models/%ff%fe",
                "/api/v1/models/%ed%a0%80",
                "/api/v1/clients?q=%",
                "/api/v1/models/;x=y",
                "/api/v1/clients/a;b",
                "/../../etc/passwd",
                "/dashboard/../../../etc/passwd",
                "/dashboard/%2e%2e/%2e%2e/etc/passwd",
                "/dashboard/..%2f..%2fetc%2fpasswd",
                "/dashboard/x%00.js",
                "//",
                "/\\..\\..\\"
            })
    void pathAsNoDecentClientSendsItIsRefused(String path) throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            String answer = connection
                    .send("GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n")
                    .rest();
            assertThat(answer).matches("(?s)HTTP/1\\.1 (400|404) .*");
            assertThat(answer)
                    .doesNotContain("root:")
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void headThatIsTooLongIsRefused() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET /api/v1/models/" + "x".repeat(20_000) + " HTTP/1.1\nHost: localhost\n\n");
            assertThat(connection.status()).isBetween(400, 431);
        }
    }

    @Test
    void lastEventIdThatIsNoneOfOursIsNoReasonToFail() throws IOException {
        for (String id : List.of("-1", "x", "9".repeat(30), "1.5", "<img>", " ", "\u00e9")) {
            try (RawConnection connection = new RawConnection(server.port())) {
                connection.send("GET /api/v1/stream HTTP/1.1\nHost: localhost\nLast-Event-ID: " + id + "\n\n");
                assertThat(connection.head()).as(id).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    private static JsonNode shown(String id) {
        return call.get("/api/v1/clients/" + id).json();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
