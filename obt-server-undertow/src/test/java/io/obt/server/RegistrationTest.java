package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claiming a client id, and saying goodbye. */
final class RegistrationTest {
    private final FaultyStore store = new FaultyStore();
    private final TestServer server = TestServer.on(store);
    private final Caller call = server.call;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void registrationGetsAnIdARhythmAndALease() {
        JsonNode given = call.register("desk", "i-1", "").json();

        assertThat(given.path("clientId").asText()).isEqualTo("desk");
        assertThat(given.path("registrationId").asText()).isNotBlank();
        assertThat(given.path("heartbeatIntervalMillis").asLong()).isEqualTo(10_000);
        assertThat(given.path("leaseMillis").asLong()).isEqualTo(60_000);
        assertThat(given.path("serverTime").asText()).isEqualTo("2026-08-01T10:00:00Z");
    }

    @Test
    void wishForARhythmIsGrantedWithTheLeaseThatBelongsToIt() {
        JsonNode given = call.register("desk", "i-1", ",\"heartbeatIntervalMillis\":20000")
                .json();
        assertThat(given.path("heartbeatIntervalMillis").asLong()).isEqualTo(20_000);
        assertThat(given.path("leaseMillis").asLong()).isEqualTo(120_000);
    }

    @Test
    void sameInstanceGetsTheSameRegistrationAgain() {
        String first = call.register("desk");
        assertThat(call.register("desk")).isEqualTo(first);
        assertThat(call.get("/api/v1/events?type=CLIENT_REGISTERED").items("clientId"))
                .containsExactly("desk");
    }

    @Test
    void anotherInstanceTakesOverAndTheOldOneIsToldSo() {
        String old = call.join("desk", "llama3.2");
        String next =
                call.register("desk", "i-2", "").json().path("registrationId").asText();

        assertThat(next).isNotEqualTo(old);
        assertThat(call.beat("desk", old, 2, "").problem(409).path("detail").asText())
                .contains("desk");
        call.beat("desk", next, 1, "").json();
        assertThat(call.get("/api/v1/clients/desk").json().path("modelCount").asInt())
                .as("what is known of the client stays")
                .isEqualTo(1);
    }

    @Test
    void idThatTwoAgentsKeepTakingIsRefusedToBothInTheEnd() {
        String last =
                call.register("desk", "i-0", "").json().path("registrationId").asText();
        for (int takeover = 1; takeover <= 3; takeover++) {
            String next = call.register("desk", "i-" + takeover % 2, "")
                    .json()
                    .path("registrationId")
                    .asText();
            call.beat("desk", last, 1, "").problem(409);
            last = next;
        }
        call.register("desk", "i-0", "").problem(409);
        call.beat("desk", last, 1, "").problem(409);
        assertThat(call.get("/api/v1/events?type=CLIENT_CONFLICT").items("clientId"))
                .isNotEmpty()
                .containsOnly("desk");
    }

    @Test
    void whatAnAgentSaysOfItsMachineIsShown() {
        call.register("desk", "i-1", """
                ,"labels":{"gpu":"a100","kubernetes.io/arch":"arm64"},"hardware":{"hostName":"desk.lan","cpuCores":8,
                "memoryBytes":137438953472,"gpus":[{"name":"A100"}]},"allow":["pull"],"unknownField":{"deep":[1,2]}""").json();

        JsonNode client = call.get("/api/v1/clients/desk").json();
        assertThat(client.path("labels").toString()).isEqualTo("{\"gpu\":\"a100\",\"kubernetes.io/arch\":\"arm64\"}");
        assertThat(client.path("hardware").path("hostName").asText()).isEqualTo("desk.lan");
        assertThat(client.path("hardware").path("memoryBytes").asLong()).isEqualTo(137_438_953_472L);
        assertThat(client.path("hardware").path("gpus").get(0).toString()).isEqualTo("{\"name\":\"A100\"}");
        assertThat(client.path("hardware").has("os")).as("absent means unknown").isFalse();
        assertThat(client.path("address").asText()).isEqualTo("127.0.0.1");
        assertThat(client.path("agentVersion").asText()).isEqualTo("0.1.0");
        assertThat(client.path("registeredAt").asText()).isEqualTo("2026-08-01T10:00:00Z");
    }

    @Test
    void noGpusIsNotTheSameAsUnknownGpus() {
        call.register("none", "i-1", ",\"hardware\":{\"cpuCores\":1,\"gpus\":[]}")
                .json();
        call.register("unknown", "i-1", ",\"hardware\":{\"cpuCores\":1}").json();
        assertThat(call.get("/api/v1/clients/none")
                        .json()
                        .path("hardware")
                        .path("gpus")
                        .isArray())
                .isTrue();
        assertThat(call.get("/api/v1/clients/unknown").json().path("hardware").has("gpus"))
                .isFalse();
    }

    @Test
    void clientThatHasNotReportedIsDegradedAndSaysWhy() {
        call.register("desk");
        JsonNode client = call.get("/api/v1/clients/desk").json();
        assertThat(client.path("status").asText()).isEqualTo("DEGRADED");
        assertThat(client.path("statusReason").asText()).isEqualTo("no report yet");
        assertThat(client.has("ollama")).isFalse();
        assertThat(call.get("/api/v1/events?clientId=desk").items("type")).containsExactly("CLIENT_REGISTERED");
    }

    @ParameterizedTest
    @ValueSource(strings = {".desk", "-desk", "de%20sk", "d%C3%A9sk", "desk%00", "desk:1"})
    void idThatBreaksItsGrammarIsRefused(String id) {
        assertThat(call.register(id, "i-1", "").problem(400).path("detail").asText())
                .startsWith("A client id is 1 to 64 of");
    }

    @Test
    void idMayHaveSixtyFourCharactersAndNoMore() {
        call.register("x".repeat(64), "i-1", "").json();
        call.register("x".repeat(65), "i-1", "").problem(400);
    }

    // ---- a store that refuses

    @Test
    void registrationThatCannotBeKeptIsNotAcknowledgedAndChangesNothing() {
        store.refuse(true);
        Answer refused = call.register("desk", "i-1", "");
        refused.problem(503);
        assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
        call.get("/api/v1/clients/desk").problem(404);

        store.refuse(false);
        call.register("desk", "i-1", "").json();
        call.get("/api/v1/clients/desk").json();
    }

    @Test
    void takeoverThatCannotBeKeptLeavesTheOldRegistrationInForce() {
        String old = call.join("desk");
        store.refuse(true);
        call.register("desk", "i-2", "").problem(503);
        call.beat("desk", old, 2, "").json();
    }

    @Test
    void repeatedRegistrationNeedsNoStore() {
        String first = call.register("desk");
        store.refuse(true);
        assertThat(call.register("desk")).isEqualTo(first);
    }

    @Test
    void goodbyeThatCannotBeKeptIsRefusedAndTheClientStays() {
        String registration = call.join("desk");
        store.refuse(true);
        Answer refused = call.delete(goodbye("desk", registration));
        refused.problem(503);
        assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
        assertThat(call.get("/api/v1/clients/desk").json().path("status").asText())
                .isEqualTo("ONLINE");
    }

    // ---- goodbye

    @Test
    void goodbyeIsTakenOnceAndMayBeRepeated() {
        String registration = call.join("desk", "llama3.2");
        Answer left = call.delete(goodbye("desk", registration));
        assertThat(left.status()).isEqualTo(204);
        assertThat(left.body()).isEmpty();
        assertThat(call.delete(goodbye("desk", registration)).status()).isEqualTo(204);

        JsonNode client = call.get("/api/v1/clients/desk").json();
        assertThat(client.path("status").asText()).isEqualTo("LEFT");
        assertThat(client.path("statusReason").asText()).isEqualTo("the agent said goodbye");
        assertThat(call.get("/api/v1/events?type=CLIENT_LEFT").items("clientId"))
                .isEqualTo(List.of("desk"));
        call.beat("desk", registration, 2, "").problem(404);
    }

    @Test
    void whoSaidGoodbyeMayComeBackUnderTheSameInstance() {
        String registration = call.join("desk");
        call.delete(goodbye("desk", registration));
        String again = call.register("desk");
        assertThat(again).isNotEqualTo(registration);
        call.beat("desk", again, 1, "").json();
    }

    @Test
    void goodbyeOfASupersededRegistrationIsAConflict() {
        String old = call.join("desk");
        call.register("desk", "i-2", "").json();
        call.delete(goodbye("desk", old)).problem(409);
    }

    @Test
    void goodbyeOfAStrangerIsNotFound() {
        call.delete(goodbye("nobody", "r-1")).problem(404);
    }

    @Test
    void goodbyeWithoutARegistrationIsABadRequest() {
        call.register("desk");
        assertThat(call.delete("/api/v1/clients/desk/registration")
                        .problem(400)
                        .path("detail")
                        .asText())
                .contains("'registrationId'");
        call.delete("/api/v1/clients/desk/registration?registrationId=a&registrationId=b")
                .problem(400);
        call.delete("/api/v1/clients/desk/registration?registrationId=").problem(400);
    }

    private static String goodbye(String id, String registrationId) {
        return "/api/v1/clients/" + id + "/registration?registrationId=" + registrationId;
    }
}
