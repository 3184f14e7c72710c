package io.obt.examples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedOllama;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for tokens, an agent that joins it, and the commands of who runs it, as processes. */
class JoinTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    // A public address asks for tokens as a bind to the network does, and stays on this machine.
    private static final Map<String, String> GUARDED = Map.of(
            "OBT_PUBLIC_URL",
            "https://obt.example.org",
            "OBT_HEARTBEAT_INTERVAL",
            "200ms",
            "OBT_LEASE",
            "2s",
            "OBT_LOG_LEVEL",
            "trace");

    @TempDir
    Path directory;

    private final SimulatedOllama ollama = SimulatedOllama.start(SimulatedLibrary.model("llama3.2"));
    private final List<ObtCommand> started = new ArrayList<>();
    private URI url;
    private Api api;

    @BeforeEach
    void aServerThatAsksForTokens() throws IOException {
        ObtCommand server = command(atServer(), GUARDED, "server", "--port", "0");
        url = server.url();
        // The lines come one after the other, that with the address first.
        await().atMost(PATIENCE).until(server::out, said -> said.contains("join-token"));
        assertThat(server.out())
                .contains(atServer().resolve("obt-data/admin-token").toString());
        api = new Api(url, secretIn("admin-token"));
    }

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(ObtCommand::close);
        ollama.close();
    }

    @Test
    void anAgentJoinsOnceComesBackWithoutItsTokenAndFallsSilentWhenItIsRevoked() throws IOException {
        ObtCommand agent = agent(Map.of("OBT_JOIN_TOKEN", secretIn("join-token")));
        api.awaitStatus("desk", "ONLINE");
        agent.terminate().exitCode();
        api.awaitStatus("desk", "LEFT");

        agent = agent(Map.of());
        api.awaitStatus("desk", "ONLINE");

        String id = idOf("desk");
        ObtCommand revoke = command(atServer(), asking(), "token", "revoke", id);
        assertThat(revoke.exitCode()).as(revoke::err).isZero();
        api.awaitStatus("desk", "OFFLINE");
        await().atMost(PATIENCE).until(agent::err, said -> said.contains("does not know this agent's credential"));
        assertThat(agent.err()).containsOnlyOnce("WARN").contains("--join TOKEN", "obt token create --role join");

        assertThat(command(atServer(), asking(), "token", "revoke", id).exitCode())
                .as("there is none any more")
                .isEqualTo(5);
    }

    @Test
    void anAgentWithoutATokenSaysWhereToFindOne() {
        ObtCommand agent = agent(Map.of());
        await().atMost(PATIENCE).until(agent::err, said -> said.contains("asks for a token"));
        assertThat(agent.err()).contains("--join TOKEN", "join-token", "obt token create --role join");
        assertThat(api.get("clients").path("total").asInt()).isZero();
    }

    @Test
    void whoRunsTheServerNeedsNoTokenAndOthersAreToldToBringOne() throws IOException {
        assertThat(command(atServer(), asking(), "status").exitCode()).isZero();
        ObtCommand stranger = command(directory.resolve("elsewhere"), asking(), "status");
        assertThat(stranger.exitCode()).isEqualTo(4);
        assertThat(stranger.err().strip().lines())
                .singleElement()
                .asString()
                .contains("asks for a token", "OBT_TOKEN", "admin-token");

        Files.writeString(
                directory.resolve("elsewhere/.env"),
                "OBT_TOKEN=" + created("viewer") + "\nOBT_SERVER_URL=" + url + "\n");
        assertThat(command(directory.resolve("elsewhere"), Map.of(), "status").exitCode())
                .isZero();
        ObtCommand mayNot = command(directory.resolve("elsewhere"), Map.of(), "token", "list");
        assertThat(mayNot.exitCode()).isEqualTo(4);
        assertThat(mayNot.err()).contains("role admin", "role viewer");
    }

    @Test
    void noTokenIsSeenInAnyOutputNorInTheListOfProcesses() throws IOException {
        String joinToken = created("join");
        ObtCommand agent = agent(Map.of("OBT_JOIN_TOKEN", joinToken, "OBT_LOG_LEVEL", "trace"));
        api.awaitStatus("desk", "ONLINE");
        Map<String, String> asAdmin = new HashMap<>(asking());
        asAdmin.put("OBT_TOKEN", secretIn("admin-token"));
        command(directory.resolve("elsewhere"), asAdmin, "token", "list").exitCode();
        command(directory.resolve("elsewhere"), asAdmin, "export", "fleet.jsonl", "--server", url.toString())
                .exitCode();
        command(atServer(), asking(), "token", "revoke", idOf("desk")).exitCode();
        // It joins again by itself: its token works still.
        await().atMost(PATIENCE).until(() -> idOf("desk") != null);

        List<String> canaries = List.of(
                joinToken,
                secretIn("admin-token"),
                secretIn("join-token"),
                Files.readString(directory.resolve("agent/obt-agent-data/credential-desk"))
                        .strip());
        assertThat(started).hasSizeGreaterThan(5);
        for (ObtCommand command : started) {
            assertThat(command.err()).doesNotContain(canaries);
        }
        assertThat(started.stream().filter(one -> canaries.stream().anyMatch(one.out()::contains)))
                .as("the one that was asked to print its token")
                .hasSize(1);
        assertThat(directory.resolve("elsewhere/fleet.jsonl")).content().doesNotContain(canaries);
        Path processes = Path.of("/proc");
        assumeThat(processes.resolve("self/cmdline")).exists();
        for (ObtCommand running : List.of(started.get(0), agent)) {
            assertThat(processes.resolve(running.pid() + "/cmdline"))
                    .content()
                    .contains("java")
                    .doesNotContain(canaries);
        }
    }

    @Test
    void startLetsItsOwnAgentInAgainAndAgain() {
        Path home = directory.resolve("home");
        Map<String, String> environment = new HashMap<>(GUARDED);
        environment.putAll(Map.of("OLLAMA_URL", ollama.url().toString(), "CLIENT_ID", "here"));
        for (int i = 0; i < 2; i++) {
            ObtCommand start = command(home, environment, "start", "--port", "0");
            Api its = new Api(start.url(), read(home.resolve("obt-data/admin-token")));
            its.awaitStatus("here", "ONLINE");
            await().atMost(PATIENCE).until(start::out, said -> said.contains("join-token"));
            assertThat(start.out()).contains("admin-token");
            assertThat(start.err()).doesNotContain("WARN");
            assertThat(start.terminate().exitCode()).isEqualTo(143);
        }
    }

    private ObtCommand command(Path where, Map<String, String> environment, String... arguments) {
        ObtCommand command = ObtCommand.start(where, environment, arguments);
        started.add(command);
        return command;
    }

    private ObtCommand agent(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(asking());
        environment.putAll(Map.of("OLLAMA_URL", ollama.url().toString(), "CLIENT_ID", "desk"));
        environment.putAll(more);
        return command(directory.resolve("agent"), environment, "agent");
    }

    /** Prints a token, which is asked for, and returns it. */
    private String created(String role) {
        ObtCommand create = command(atServer(), asking(), "token", "create", "--role", role);
        assertThat(create.exitCode()).as(create::err).isZero();
        return create.out().strip();
    }

    /** The id of the credential of one client; null when it has none. */
    private String idOf(String clientId) throws IOException {
        ObtCommand list = ObtCommand.start(atServer(), asking(), "token", "list", "--json");
        assertThat(list.exitCode()).as(list::err).isZero();
        for (JsonNode token : new ObjectMapper().readTree(list.out()).path("items")) {
            if (token.path("clientId").asText().equals(clientId)) {
                return token.path("id").asText();
            }
        }
        return null;
    }

    private Map<String, String> asking() {
        return Map.of("OBT_SERVER_URL", url.toString());
    }

    private Path atServer() {
        return directory.resolve("server");
    }

    private String secretIn(String name) {
        return read(atServer().resolve("obt-data").resolve(name));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
