package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.obt.access.Role;
import io.obt.access.Secret;
import io.obt.server.security.Protection;
import io.obt.store.InMemoryFleetStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that asks for tokens: who gets one, what it is good for, and when it ends. */
final class TokensTest {
    private final FaultyStore store = new FaultyStore();

    @TempDir
    private Path data;

    private TestServer server;
    private Caller admin;
    private Caller joining;

    @BeforeEach
    void start() {
        server = TestServer.guarded(data, store);
        admin = server.as(Role.ADMIN);
        joining = server.as(Role.JOIN);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode created(String json) {
        return admin.post("/api/v1/tokens", json).json();
    }

    private Caller having(String role) {
        return server.call.with(created("{\"name\":\"a " + role + "\",\"role\":\"" + role + "\"}")
                .path("secret")
                .asText());
    }

    private static String credential() {
        return Secret.random(Role.AGENT, new SecureRandom()).text();
    }

    private Answer join(String id, String credential) {
        return joining.put("/api/v1/clients/" + id + "/credential", "{\"credential\":\"" + credential + "\"}");
    }

    /** An agent that has joined as {@code id}. */
    private Caller agent(String id) {
        String credential = credential();
        assertThat(join(id, credential).status()).isEqualTo(204);
        return server.call.with(credential);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/fleet",
                "/api/v1/tokens",
                "/metrics",
                "/docs",
                "/openapi.yaml",
                "/nothing",
                "/api/v1/stream"
            })
    void callWithoutATokenIsToldHowToShowOne(String path) {
        Answer refused = server.call.get(path);
        refused.problem(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"obt\"");
        assertThat(refused.body()).contains("Authorization: Bearer TOKEN").contains("obt token create");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/"})
    void whatEverybodyMaySeeNeedsNone(String path) {
        assertThat(server.call.get(path).status()).isEqualTo(200);
    }

    @Test
    void strangerLearnsNeitherWhatThereIsNorWhatItTakes() {
        server.call.get("/api/v1/clients/desk").problem(401);
        server.call.delete("/api/v1/fleet").problem(401);
        server.call
                .send(server.call
                        .request("/api/v1/tokens")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("x")))
                .problem(401);
        admin.get("/nothing").problem(404);
        admin.delete("/api/v1/fleet").problem(405);
    }

    @ParameterizedTest
    @CsvSource({"VIEWER,   200, 403, 403", "OPERATOR, 200, 404, 403", "ADMIN,    200, 404, 200"})
    void eachRoleMayDoWhatThoseBeforeItMay(String role, int see, int forget, int tokens) {
        Caller caller = having(role);
        assertThat(caller.get("/api/v1/fleet").status()).isEqualTo(see);
        assertThat(caller.delete("/api/v1/clients/nobody").status()).isEqualTo(forget);
        assertThat(caller.get("/api/v1/tokens").status()).isEqualTo(tokens);
    }

    @Test
    void refusalNamesTheRoleThatIsNeededAndTheOneThereIs() {
        assertThat(having("VIEWER")
                        .delete("/api/v1/clients/nobody")
                        .problem(403)
                        .path("detail")
                        .asText())
                .contains("operator")
                .contains("'a VIEWER'")
                .contains("viewer");
    }

    @Test
    void agentReportsForItsOwnClientAndForNoOther() {
        Caller desk = agent("desk");
        agent("nas");
        String registration = desk.register("desk");
        assertThat(desk.beat("desk", registration, 1, "").status()).isEqualTo(200);

        desk.register("nas", "i-1", "").problem(403);
        desk.beat("nas", registration, 1, "").problem(403);
        desk.delete("/api/v1/clients/nas/registration?registrationId=x").problem(403);
        for (String path :
                List.of("/api/v1/fleet", "/api/v1/clients/desk", "/api/v1/stream", "/api/v1/audit", "/metrics")) {
            desk.get(path).problem(403);
        }
        desk.delete("/api/v1/clients/desk").problem(403);
        admin.register("desk", "i-2", "").problem(403);
    }

    @Test
    void joinTokenIsGoodForJoiningAndNothingElse() {
        joining.get("/api/v1/fleet").problem(403);
        joining.register("desk", "i-1", "").problem(403);
        joining.get("/api/v1/tokens").problem(403);
    }

    @Test
    void joiningAgainWithTheSameCredentialIsHarmlessAndWithAnotherRefused() {
        String credential = credential();
        assertThat(join("desk", credential).status()).isEqualTo(204);
        assertThat(join("desk", credential).status()).isEqualTo(204);
        assertThat(join("desk", credential()).problem(409).path("detail").asText())
                .contains("'desk'")
                .contains("obt token revoke");
    }

    @Test
    void credentialThatIsNotRandomEnoughIsRefused() {
        assertThat(join("desk", "secret").problem(400).at("/errors/0/pointer").asText())
                .isEqualTo("/credential");
        join("desk", Secret.random(Role.ADMIN, new SecureRandom()).text()).problem(400);
    }

    @Test
    void joinTokenEndsAfterItsUsesAndAfterItsTime() {
        Caller twice = server.call.with(created("{\"name\":\"lab\",\"role\":\"JOIN\",\"uses\":1,\"validMillis\":60000}")
                .path("secret")
                .asText());
        assertThat(twice.put("/api/v1/clients/a/credential", "{\"credential\":\"" + credential() + "\"}")
                        .status())
                .isEqualTo(204);
        twice.put("/api/v1/clients/b/credential", "{\"credential\":\"" + credential() + "\"}")
                .problem(401);
        server.time.advance(Duration.ofHours(24));
        join("c", credential()).problem(401);
    }

    @Test
    void revokedTokenEndsAtOnce() {
        JsonNode token = created("{\"name\":\"prometheus\",\"role\":\"VIEWER\"}");
        Caller prometheus = server.call.with(token.path("secret").asText());
        prometheus.get("/metrics");
        String path = "/api/v1/tokens/" + token.path("id").asText();
        assertThat(admin.delete(path).status()).isEqualTo(204);
        prometheus.get("/metrics").problem(401);
        admin.delete(path).problem(404);
    }

    @Test
    void revokedAgentIsRefusedAndMayJoinAgain() {
        Caller desk = agent("desk");
        String registration = desk.register("desk");
        String id = admin.get("/api/v1/tokens")
                        .json()
                        .path("items")
                        .findValues("clientId")
                        .isEmpty()
                ? ""
                : credentialId("desk");
        admin.delete("/api/v1/tokens/" + id);
        desk.beat("desk", registration, 1, "").problem(401);
        assertThat(agent("desk").beat("desk", registration, 1, "").status()).isEqualTo(200);
    }

    private String credentialId(String client) {
        for (JsonNode token : admin.get("/api/v1/tokens").json().path("items")) {
            if (token.path("clientId").asText().equals(client)) {
                return token.path("id").asText();
            }
        }
        throw new AssertionError("no credential of " + client);
    }

    @Test
    void listShowsNoSecretAndNoHash() {
        JsonNode token = created("{\"name\":\"prometheus\",\"role\":\"VIEWER\"}");
        agent("desk");
        Answer list = admin.get("/api/v1/tokens");
        assertThat(list.json().path("items")).hasSize(4);
        assertThat(list.body())
                .contains("prometheus", "admin-token", "join-token", "desk")
                .doesNotContain(token.path("secret").asText().substring(15), "sha256", "secret\"");
    }

    @Test
    void tokenThatCannotBeIsRefusedByItsField() {
        for (String wrong : List.of(
                "{\"role\":\"VIEWER\"}",
                "{\"name\":\"\",\"role\":\"VIEWER\"}",
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"role\":\"AGENT\"}",
                "{\"name\":\"x\",\"role\":\"PUBLIC\"}",
                "{\"name\":\"x\",\"role\":\"KING\"}",
                "{\"name\":\"x\",\"role\":\"VIEWER\",\"uses\":3}",
                "{\"name\":\"x\",\"role\":\"JOIN\",\"uses\":0}",
                "{\"name\":\"x\",\"role\":\"VIEWER\",\"validMillis\":0}")) {
            admin.post("/api/v1/tokens", wrong).problem(400);
        }
    }

    @Test
    void tokensWorkWhileTheStoreIsAwayAndNoneIsMade() {
        Caller desk = agent("desk");
        String registration = desk.register("desk");
        store.refuse(true);
        assertThat(desk.beat("desk", registration, 1, "").status()).isEqualTo(200);
        assertThat(admin.get("/api/v1/fleet").status()).isEqualTo(200);
        admin.post("/api/v1/tokens", "{\"name\":\"x\",\"role\":\"VIEWER\"}").problem(503);
        join("nas", credential()).problem(503);
    }

    @Test
    void wrongTokensFromOneAddressAreSlowedDownAndRightOnesAreNot() {
        Caller guessing = server.call.with("obt_admin_" + "x".repeat(43));
        for (int i = 0; i < 10; i++) {
            guessing.get("/api/v1/fleet").problem(401);
        }
        Answer slowed = guessing.get("/api/v1/fleet");
        slowed.problem(429);
        assertThat(Integer.parseInt(slowed.header("Retry-After"))).isBetween(1, 60);
        assertThat(admin.get("/api/v1/fleet").status())
                .as("an agent behind the same router")
                .isEqualTo(200);
        server.time.advance(Duration.ofMinutes(1));
        guessing.get("/api/v1/fleet").problem(401);
    }

    @Test
    void clientsOfTheFirstObtAreRefusedUnlessTheirOwnerLetsThem() {
        server.call
                .post("/api/v1/models/register", "{\"client_id\":\"old\",\"version\":\"1\"}")
                .problem(401);
        server.call
                .post("/api/v1/models/heartbeat", "{\"client_id\":\"old\",\"version\":\"1\"}")
                .problem(401);
        admin.post("/api/v1/models/register", "{\"client_id\":\"old\",\"version\":\"1\"}")
                .problem(403);
    }

    @Test
    void serverThatAsksForNoneTakesAnyAndSaysSo() {
        try (TestServer open = TestServer.on(new InMemoryFleetStore())) {
            assertThat(open.call.with("nonsense").get("/api/v1/fleet").status()).isEqualTo(200);
            JsonNode session = open.call.get("/api/v1/session").json();
            assertThat(session.path("tokens").asBoolean()).isFalse();
            assertThat(session.path("role").asText()).isEqualTo("ADMIN");
        }
    }

    @Test
    void serverThatAsksForNoneMakesNoneThatWouldWorkLater() {
        try (TestServer open = TestServer.on(new InMemoryFleetStore())) {
            open.call
                    .post("/api/v1/tokens", "{\"name\":\"x\",\"role\":\"ADMIN\"}")
                    .problem(403);
            open.call
                    .put("/api/v1/clients/desk/credential", "{\"credential\":\"" + credential() + "\"}")
                    .problem(403);
        }
    }

    @Test
    void clientOfTheFirstObtTakesNoIdThatHasACredential() {
        agent("desk");
        server.close();
        server = TestServer.guarded(data, store, new Protection(true, false, true, Set.of()));
        server.call
                .post("/api/v1/models/register", "{\"client_id\":\"desk\",\"version\":\"1\"}")
                .problem(409);
        server.call
                .post("/api/v1/models/register", "{\"client_id\":\"old\",\"version\":\"1\"}")
                .json();
    }
}
