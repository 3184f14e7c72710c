package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.server.PythonClient.Form;
import io.obt.server.PythonClient.Library;
import io.obt.store.InMemoryFleetStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first OBT's Python client, unchanged, and the pages that showed it. */
final class LegacyClientTest {
    private static final int MANY = 20;

    private final FaultyStore store = new FaultyStore();
    private TestServer server = TestServer.on(store);
    private Caller call = server.call;

    @AfterEach
    void stop() {
        server.close();
    }

    private PythonClient python(String id) {
        return new PythonClient(server.port(), id);
    }

    private JsonNode client(String id) {
        return call.get("/api/v1/clients/" + id).json();
    }

    private static String bodyOf(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 200 ").containsIgnoringCase("Content-Type: application/json\r\n");
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    // ---- the forms

    static Stream<Arguments> forms() {
        return Arrays.stream(Form.values())
                .flatMap(form -> Arrays.stream(Library.values()).map(library -> Arguments.of(form, library)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormRegistersAndReports(Form form, Library library) {
        PythonClient client = new PythonClient(server.port(), form, library, "desk");

        JsonNode registered = Answer.parsed(bodyOf(client.register()));
        assertThat(registered.path("status").asText()).isEqualTo("success");
        assertThat(registered.path("registration_id").asText()).isNotEmpty();
        assertThat(client("desk").path("registrationId").asText())
                .isEqualTo(registered.path("registration_id").asText());
        assertThat(bodyOf(client.beat())).isEqualTo("{\"status\":\"success\"}");

        JsonNode desk = client("desk");
        assertThat(desk.path("status").asText()).isEqualTo("ONLINE");
        assertThat(desk.path("agentVersion").asText()).isEqualTo("0.1.0");
        JsonNode model = desk.path("models").path(0);
        assertThat(model.path("name").asText()).isEqualTo("llama3.2:latest");
        assertThat(model.path("sizeBytes").asLong()).isEqualTo(2_019_393_189L);
        assertThat(model.has("digest")).isFalse();
        assertThat(model.has("modifiedAt")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormSaysThatItsOllamaIsAway(Form form, Library library) {
        PythonClient client = new PythonClient(server.port(), form, library, "desk");
        client.register();
        assertThat(PythonClient.isWell(client.beat(false, "[]"))).isTrue();
        assertThat(client("desk").path("status").asText()).isEqualTo("DEGRADED");
        assertThat(client("desk").path("statusReason").asText()).isEqualTo("Ollama is not available");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void heartbeatOfAnUnknownClientRegistersItWhateverItsForm(Form form, Library library) {
        PythonClient client = new PythonClient(server.port(), form, library, "desk");
        assertThat(bodyOf(client.beat())).isEqualTo("{\"status\":\"success\"}");
        assertThat(client("desk").path("status").asText()).isEqualTo("ONLINE");
        assertThat(call.get("/api/v1/events?clientId=desk").items("type"))
                .containsExactly("CLIENT_REGISTERED", "CLIENT_ONLINE");
    }

    @Test
    void itsRhythmIsTenSeconds() {
        python("desk").register();
        python("desk").beat();
        server.time.advance(Duration.ofSeconds(30));
        assertThat(client("desk").path("status").asText()).isEqualTo("ONLINE");
        server.time.advance(Duration.ofSeconds(1));
        assertThat(client("desk").path("status").asText()).isEqualTo("STALE");
    }

    // ---- hardware

    @Test
    void hardwareIsTakenAsFarAsItIsUnderstood() {
        python("desk").register();
        JsonNode hardware = client("desk").path("hardware");
        assertThat(hardware.path("cpuModel").asText()).isEqualTo("AMD Ryzen 9");
        assertThat(hardware.path("architecture").asText()).isEqualTo("x86_64");
        assertThat(hardware.path("cpuCores").asInt()).isEqualTo(32);
        assertThat(hardware.path("memoryBytes").asLong()).isEqualTo(65_536L << 20);
        assertThat(hardware.path("gpus").path(0).path("name").asText()).isEqualTo("RTX 4090");
        assertThat(hardware.path("gpus").path(0).path("memoryBytes").asLong()).isEqualTo(24_564L << 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "\"much\"",
                "[]",
                "[[[{}]]]",
                "{\"cpu\": 1, \"gpus\": {\"a\": 1}, \"total_memory\": \"64 GB\", \"firmware\": []}",
                "{\"cpu\": {\"name\": 7, \"threads\": -1}, \"gpu\": [], \"total_memory\": -1}",
                "{\"cpu\": {\"threads\": 1e99}, \"total_memory\": NaN}",
                "{\"cpu\": {\"threads\": 99999999999}, \"total_memory\": 9223372036854775807}",
                "{\"total_memory\": 99999999999999999999999999, \"ram\": Infinity}",
                "{\"gpus\": [null, 1, {}, {\"name\": \"\"}, {\"name\": \"A\\u001b[2J\", \"vram_size\": \"x\"}]}"
            })
    void hardwareOfAnyShapeIsNeverRefused(String hardware) {
        Answer answer =
                call.post("/api/v1/models/register?client_id=desk&version=1", "{\"hardware\": " + hardware + "}");
        assertThat(answer.json().path("status").asText()).isEqualTo("success");
        assertThat(client("desk").toString()).doesNotContain("\\u001b");
    }

    @Test
    void hardwareMayNestAsDeepAsPythonWritesIt() {
        String deep = "[".repeat(990) + "]".repeat(990);
        call.post("/api/v1/models/register?client_id=desk", "{\"hardware\": " + deep + "}")
                .json();
    }

    // ---- models

    @Test
    void modelOfTheSameNameWithoutDigestIsNoDrift() {
        call.join("lab", "llama3.2@a");
        python("desk").beat();
        JsonNode model = call.get("/api/v1/models/llama3.2").json();
        assertThat(model.path("clientCount").asInt()).isEqualTo(2);
        assertThat(model.path("drift").asBoolean()).isFalse();
    }

    @Test
    void newTimeOfChangeIsNoChange() {
        python("desk").beat();
        long before = call.get("/api/v1/events").json().path("total").asLong();
        for (int modified = 1; modified < 4; modified++) {
            assertThat(PythonClient.isWell(python("desk")
                            .beat(true, PythonClient.MODELS.replace("1738791893.0", "173879190" + modified))))
                    .isTrue();
        }
        assertThat(call.get("/api/v1/events").json().path("total").asLong()).isEqualTo(before);
    }

    @Test
    void whatIsNoModelIsLeftOutAndCostsNothing() {
        String models = "[null, 7, {}, {\"name\": 1}, {\"name\": \"../etc\"}, {\"name\": \"a b\"}, {\"name\": \"\"},"
                + " {\"name\": \"phi3\", \"size\": -1}, {\"name\": \"PHI3:latest\"}, {\"name\": \"qwen\", \"size\": 1.5}]";
        assertThat(PythonClient.isWell(python("desk").beat(true, models))).isTrue();
        assertThat(client("desk").path("models").findValuesAsText("name"))
                .containsExactly("phi3:latest", "qwen:latest");
        assertThat(client("desk").path("models").findValues("sizeBytes")).isEmpty();
    }

    @Test
    void moreModelsThanTheFleetTakesAreCutAndCostNothing() {
        StringBuilder models = new StringBuilder("[{\"name\": \"m0\"}");
        for (int i = 1; i <= 2_000; i++) {
            models.append(", {\"name\": \"m").append(i).append("\"}");
        }
        assertThat(PythonClient.isWell(python("desk").beat(true, models + "]"))).isTrue();
        assertThat(client("desk").path("modelCount").asInt()).isEqualTo(2_000);
    }

    @Test
    void emptyListOfAClientWhoseOllamaIsAwayClearsNothing() {
        python("desk").beat();
        python("desk").beat(false, "[]");
        python("desk").beat(false, "[]");
        assertThat(client("desk").path("status").asText()).isEqualTo("DEGRADED");
        assertThat(client("desk").path("modelCount").asInt()).isEqualTo(1);
        python("desk").beat(true, "[]");
        assertThat(client("desk").path("modelCount").asInt()).isZero();
    }

    // ---- registering again

    @Test
    void registeringAgainSupersedesNobodyAndClearsNothing() {
        String first = python("desk").register();
        python("desk").beat();
        JsonNode before = client("desk");
        server.time.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            assertThat(bodyOf(python("desk").register())).isEqualTo(bodyOf(first));
        }
        assertThat(client("desk")).isEqualTo(before);
        assertThat(call.get("/api/v1/events?clientId=desk").items("type"))
                .containsExactly("CLIENT_REGISTERED", "CLIENT_ONLINE");
    }

    @Test
    void anotherVersionOfTheClientIsToldToTheFleetAndLosesNothing() {
        python("desk").register();
        python("desk").beat();
        call.post("/api/v1/models/register?client_id=desk&version=0.3.2", "{}").json();
        JsonNode desk = client("desk");
        assertThat(desk.path("agentVersion").asText()).isEqualTo("0.3.2");
        assertThat(desk.path("status").asText()).isEqualTo("ONLINE");
        assertThat(desk.path("modelCount").asInt()).isEqualTo(1);
        assertThat(desk.path("hardware").path("cpuCores").asInt()).isEqualTo(32);
        assertThat(PythonClient.isWell(python("desk").beat())).isTrue();
    }

    @Test
    void registrationIsDurableBeforeItIsAnswered() {
        InMemoryFleetStore kept = new InMemoryFleetStore();
        try (TestServer first = TestServer.on(kept)) {
            new PythonClient(first.port(), "desk").register();
            assertThat(kept.clients()).extracting(Client::id).containsExactly(new ClientId("desk"));
        }
    }

    // ---- the store is away

    @Test
    void whileTheStoreIsAwayAKnownClientLosesNothingAndAnUnknownOneWaits() {
        python("desk").beat();
        store.refuse(true);
        assertThat(python("desk").callsBeforeItWaits(MANY)).isEqualTo(2);
        assertThat(client("desk").path("modelCount").asInt()).isEqualTo(1);

        assertThat(python("lab").beat()).startsWith("HTTP/1.1 503 ").containsIgnoringCase("Retry-After:");
        assertThat(python("lab").callsBeforeItWaits(MANY)).isEqualTo(1);
        call.get("/api/v1/clients/lab").problem(404);

        store.refuse(false);
        assertThat(python("lab").callsBeforeItWaits(MANY)).isEqualTo(2);
        assertThat(client("lab").path("status").asText()).isEqualTo("ONLINE");
    }

    @Test
    void serverThatForgotTheClientTakesItsNextHeartbeatAtOnce() {
        python("desk").beat();
        server.close();
        server = TestServer.empty();
        call = server.call;
        assertThat(PythonClient.isWell(python("desk").beat())).isTrue();
        assertThat(client("desk").path("modelCount").asInt()).isEqualTo(1);
    }

    @Test
    void serverThatStartsAgainOnItsStoreGoesOn() {
        InMemoryFleetStore kept = new InMemoryFleetStore();
        try (TestServer first = TestServer.on(kept)) {
            new PythonClient(first.port(), "desk").callsBeforeItWaits(MANY);
        }
        // The store of a server that has ended keeps what it has.
        try (TestServer second = TestServer.on(kept)) {
            assertThat(PythonClient.isWell(new PythonClient(second.port(), "desk").beat()))
                    .isTrue();
            assertThat(second.call.get("/api/v1/events?type=CLIENT_REGISTERED").items("clientId"))
                    .containsExactly("desk");
        }
    }

    // ---- a real agent with the same id

    @Test
    void realAgentTakesOverAndTheOldClientIsRefusedWithoutAHotLoop() {
        python("desk").callsBeforeItWaits(MANY);
        String registration = call.register("desk");
        call.beat("desk", registration, 1, "").json();

        assertThat(python("desk").beat()).startsWith("HTTP/1.1 409 ");
        assertThat(python("desk").callsBeforeItWaits(MANY)).isEqualTo(1);
        assertThat(python("desk").callsBeforeItWaits(MANY)).isEqualTo(1);
        call.beat("desk", registration, 2, "").json();
        assertThat(client("desk").path("registrationId").asText()).isEqualTo(registration);
        assertThat(client("desk").path("modelCount").asInt()).isEqualTo(1);
        JsonNode conflicts = call.get("/api/v1/events?type=CLIENT_CONFLICT").json();
        assertThat(conflicts.path("total").asInt()).isEqualTo(1);
        assertThat(conflicts.path("items").path(0).path("detail").asText())
                .isEqualTo("Two agents claim this client id: 127.0.0.1 and 127.0.0.1");
    }

    @Test
    void conflictThatGoesOnIsToldAgainAfterFiveMinutes() {
        String registration = call.join("desk");
        python("desk").beat();
        server.time.advance(Duration.ofMinutes(4));
        python("desk").beat();
        assertThat(call.get("/api/v1/events?type=CLIENT_CONFLICT").items("clientId"))
                .hasSize(1);
        server.time.advance(Duration.ofMinutes(1));
        python("desk").beat();
        assertThat(call.get("/api/v1/events?type=CLIENT_CONFLICT").items("clientId"))
                .hasSize(2);
        call.beat("desk", registration, 2, "").json();
    }

    @Test
    void oldClientMayHaveTheIdOfAnAgentThatSaidGoodbye() {
        String registration = call.join("desk");
        call.delete("/api/v1/clients/desk/registration?registrationId=" + registration);
        assertThat(PythonClient.isWell(python("desk").beat())).isTrue();
        assertThat(client("desk").path("status").asText()).isEqualTo("ONLINE");
        assertThat(call.get("/api/v1/events?type=CLIENT_CONFLICT").items("clientId"))
                .isEmpty();
    }

    // ---- what is refused

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/v1/models/register                  | {}                | 'client_id' is required",
                "/api/v1/models/heartbeat?version=1       | {\"models\": []}  | 'client_id' is required",
                "/api/v1/models/register?client_id=a%20b  | {}                | A client id is 1 to 64",
                "/api/v1/models/register?client_id=desk   | []                | no JSON object",
                "/api/v1/models/register?client_id=desk   | {\"a\":           | no JSON object",
                "/api/v1/models/heartbeat?client_id=desk  | {} {}             | no JSON object"
            })
    void callThatCannotBeUnderstoodIsExplained(String path, String json, String detail) {
        assertThat(call.post(path, json).problem(400).path("detail").asText()).contains(detail);
    }

    @Test
    void bodyOfAnotherTypeIsRefusedAndWebPagesAre() {
        for (String path : List.of("/api/v1/models/register", "/api/v1/models/heartbeat")) {
            call.send(call.request(path + "?client_id=desk")
                            .header("Content-Type", "text/plain")
                            .POST(BodyPublishers.ofString("{}")))
                    .problem(415);
            call.send(call.request(path + "?client_id=desk")
                            .header("Origin", "https://example.org")
                            .POST(BodyPublishers.noBody()))
                    .problem(403);
        }
        call.get("/api/v1/clients/desk").problem(404);
    }

    @Test
    void queryComesBeforeTheBody() {
        call.post(
                        "/api/v1/models/heartbeat?client_id=desk&available=true",
                        "{\"client_id\":\"lab\",\"available\":false}")
                .json();
        assertThat(client("desk").path("status").asText()).isEqualTo("ONLINE");
        call.get("/api/v1/clients/lab").problem(404);
    }

    // ---- its pages

    @Test
    void clientsAreListedAsItsPagesReadThem() {
        python("desk").register();
        python("desk").beat();
        call.join("lab", "llama3.2", "phi3");
        python("away").beat(false, "[]");
        server.time.advance(Duration.ofMillis(21_500));

        Answer answer = call.get("/api/v1/models/clients");
        JsonNode clients = answer.json();
        assertThat(clients.isArray()).isTrue();
        assertThat(clients.findValuesAsText("id")).containsExactly("away", "desk", "lab");
        assertThat(clients.path(0).path("available").asBoolean()).isFalse();
        JsonNode desk = clients.path(1);
        assertThat(desk.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id", "version", "available", "model_count", "hardware", "last_heartbeat", "missed_heartbeats");
        assertThat(desk.path("version").asText()).isEqualTo("0.1.0");
        assertThat(desk.path("available").asBoolean()).isTrue();
        assertThat(desk.path("model_count").asInt()).isEqualTo(1);
        assertThat(desk.path("last_heartbeat").asDouble()).isEqualTo(21.5);
        assertThat(desk.path("missed_heartbeats").asInt()).isEqualTo(2);
        assertThat(desk.path("hardware").toString())
                .isEqualTo("{\"cpu\":{\"name\":\"AMD Ryzen 9\",\"architecture\":\"x86_64\",\"threads\":32},"
                        + "\"gpus\":[{\"name\":\"RTX 4090\",\"vram_size\":24564}],\"total_memory\":65536}");
        assertThat(clients.path(2).path("hardware").toString()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/models?client_id=desk", "/api/v1/models/?client_id=desk"})
    void modelsOfOneClientAreListedAsItsPagesReadThem(String path) {
        call.join("lab", "phi3");
        python("desk").beat();
        assertThat(call.get(path).json().toString())
                .isEqualTo("[{\"name\":\"llama3.2:latest\",\"tags\":[],\"size\":2019393189,\"modified\":0.0,"
                        + "\"version\":\"unknown\",\"digest\":\"\"}]");
    }

    @Test
    void modelsOfARealAgentAreListedWithWhatIsKnown() {
        call.join(
                "lab",
                "{\"name\":\"phi3\",\"sizeBytes\":5,\"modifiedAt\":\"2026-01-01T00:00:00.500Z\",\"digest\":\""
                        + "a".repeat(64) + "\"}");
        JsonNode model = call.get("/api/v1/models?client_id=lab").json().path(0);
        assertThat(model.path("modified").asDouble()).isEqualTo(1_767_225_600.5);
        assertThat(model.path("digest").asText()).isEqualTo("a".repeat(64));
    }

    @Test
    void modelsOfAStrangerAreNotFoundAndOfNobodyTheFleets() {
        call.get("/api/v1/models?client_id=nobody").problem(404);
        call.get("/api/v1/models?client_id=a%20b").problem(400);
        assertThat(call.get("/api/v1/models?client_id=").json().has("items")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clients", "register", "heartbeat"})
    void modelNamedLikeACallIsReachedWithItsTag(String name) {
        call.join("lab", name);
        assertThat(call.get("/api/v1/models/" + name + ":latest")
                        .json()
                        .path("name")
                        .asText())
                .isEqualTo(name + ":latest");
    }
}
