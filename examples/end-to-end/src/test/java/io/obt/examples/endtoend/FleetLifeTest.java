package io.obt.examples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedOllama;
import io.obt.examples.ollama.SimulatedOllamaMain;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server and an agent as processes, and what becomes of both when things go wrong. */
class FleetLifeTest {
    private static final Map<String, String> QUICK = Map.of("OBT_HEARTBEAT_INTERVAL", "200ms", "OBT_LEASE", "2s");

    @TempDir
    Path directory;

    private final SimulatedOllama ollama = SimulatedOllama.start(SimulatedLibrary.model("llama3.2"));
    private ObtCommand server;
    private ObtCommand agent;
    private URI url;
    private Api api;

    @BeforeEach
    void aServerAndAnAgent() {
        server = ObtCommand.start(serverDirectory(), QUICK, "server", "--port", "0");
        url = server.url();
        api = new Api(url);
        agent = startAgent();
        api.awaitStatus("desk", "ONLINE");
    }

    @AfterEach
    void endWhatWasStarted() {
        agent.close();
        server.close();
        ollama.close();
    }

    // A path with spaces: people have them.
    private Path serverDirectory() {
        return directory.resolve("my server");
    }

    private ObtCommand startOllama(int port) {
        return ObtCommand.start(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                directory.resolve("my ollama"),
                Map.of(),
                "-cp",
                System.getProperty("java.class.path"),
                SimulatedOllamaMain.class.getName(),
                String.valueOf(port));
    }

    private ObtCommand startAgent() {
        return startAgent("desk", ollama.url());
    }

    private ObtCommand startAgent(String clientId, URI ollamaUrl) {
        return ObtCommand.start(
                directory.resolve("my agent"),
                Map.of(
                        "OBT_SERVER_URL",
                        url.toString(),
                        "OLLAMA_URL",
                        ollamaUrl.toString(),
                        "CLIENT_ID",
                        clientId,
                        "OBT_LABELS",
                        "site=lab"),
                "agent");
    }

    @Test
    void theClientIsShownWithItsModelsAndItsMachine() {
        JsonNode desk =
                api.awaitClient("desk", client -> client.path("modelCount").asInt() == 1);

        assertThat(desk.at("/models/0/name").asText()).isEqualTo("llama3.2:latest");
        assertThat(desk.at("/ollama/version").asText()).isEqualTo(ollama.version());
        assertThat(desk.at("/labels/site").asText()).isEqualTo("lab");
        assertThat(desk.at("/hardware/cpuCores").asInt()).isPositive();
        assertThat(desk.at("/hardware/memoryBytes").asLong()).isPositive();
    }

    @Test
    void aModelLoadedInstalledAndRemovedIsTold() {
        api.awaitClient("desk", client -> client.path("modelCount").asInt() == 1);
        ollama.load("llama3.2", Duration.ofMinutes(5));
        api.awaitClient("desk", client -> client.path("loadedCount").asInt() == 1);
        ollama.install(SimulatedLibrary.model("tinyllama"));
        api.awaitClient("desk", client -> client.path("modelCount").asInt() == 2);
        ollama.remove("tinyllama");
        api.awaitClient("desk", client -> client.path("modelCount").asInt() == 1);

        assertThat(api.eventTypes("desk"))
                .containsSubsequence(
                        "CLIENT_REGISTERED", "CLIENT_ONLINE", "MODEL_LOADED", "MODEL_INSTALLED", "MODEL_REMOVED");
    }

    @Test
    void anOllamaThatIsKilledDegradesItsClientAndOneThatIsStartedAgainMendsIt() {
        ObtCommand itsOllama = startOllama(0);
        URI itsUrl = itsOllama.url();
        try (ObtCommand itsAgent = startAgent("gpu-01", itsUrl)) {
            api.awaitStatus("gpu-01", "ONLINE");
            api.awaitClient("gpu-01", client -> client.path("modelCount").asInt() == 1);

            itsOllama.kill();
            JsonNode degraded = api.awaitClient(
                    "gpu-01", client -> client.path("statusReason").asText().contains("ollama serve"));
            assertThat(degraded.path("status").asText()).isEqualTo("DEGRADED");
            assertThat(degraded.path("statusReason").asText()).contains("does not answer", itsUrl.toString());
            assertThat(degraded.path("modelCount").asInt())
                    .as("models stay known")
                    .isEqualTo(1);

            itsOllama = startOllama(itsUrl.getPort());
            api.awaitStatus("gpu-01", "ONLINE");
            assertThat(api.eventTypes("gpu-01"))
                    .containsExactly("CLIENT_REGISTERED", "CLIENT_ONLINE", "CLIENT_DEGRADED", "CLIENT_ONLINE");
            assertThat(api.get("clients/desk").path("status").asText())
                    .as("whose Ollama is another one")
                    .isEqualTo("ONLINE");
        } finally {
            itsOllama.close();
        }
    }

    @Test
    void anAgentKilledGoesOfflineAndOneThatComesBackIsTheSameClient() {
        agent.kill();
        api.awaitStatus("desk", "STALE");
        api.awaitStatus("desk", "OFFLINE");

        agent = startAgent();
        api.awaitStatus("desk", "ONLINE");
        assertThat(api.get("clients").path("total").asInt()).isEqualTo(1);
        assertThat(api.eventTypes("desk"))
                .containsExactly(
                        "CLIENT_REGISTERED", "CLIENT_ONLINE", "CLIENT_OFFLINE", "CLIENT_REGISTERED", "CLIENT_ONLINE");
    }

    @Test
    void twoAgentsWithOneIdAreAConflictAndDoNotTakeTurns() {
        try (ObtCommand second = startAgent()) {
            api.awaitEvent("desk", "CLIENT_CONFLICT");
            await("the first to fall silent").until(() -> agent.err().contains("stays silent"));
            // The second reports what it finds, and the first does not come back for the id.
            ollama.load("llama3.2", Duration.ofMinutes(5));
            api.awaitClient("desk", client -> client.path("loadedCount").asInt() == 1);

            assertThat(api.eventTypes("desk").stream().filter("CLIENT_REGISTERED"::equals))
                    .hasSize(2);
            assertThat(api.eventTypes("desk")).doesNotContain("CLIENT_OFFLINE").containsOnlyOnce("CLIENT_CONFLICT");
            assertThat(second.err()).doesNotContain("stays silent");
            assertThat(agent.terminate().exitCodeWithin(Duration.ofSeconds(5)))
                    .as("it stayed up")
                    .isEqualTo(143);
        }
    }

    @Test
    void anAgentToldToEndSaysGoodbye() {
        assertThat(agent.terminate().exitCodeWithin(Duration.ofSeconds(5))).isEqualTo(143);

        JsonNode left = api.awaitStatus("desk", "LEFT");
        assertThat(left.path("statusReason").asText()).contains("goodbye");
    }

    @Test
    void aServerKilledAndStartedAgainKnowsItsClientsAndBlamesNobody() {
        List<Long> before = api.eventIds();
        server.kill();

        // An agent's pauses do not shrink with the lease: it must be longer than they are, as any usual lease is.
        Map<String, String> usual = Map.of("OBT_HEARTBEAT_INTERVAL", "200ms", "OBT_LEASE", "20s");
        server = ObtCommand.start(serverDirectory(), usual, "server", "--port", String.valueOf(url.getPort()));
        server.url();
        assertThat(api.get("clients").path("total").asInt()).isEqualTo(1);
        api.awaitStatus("desk", "ONLINE");
        ollama.load("llama3.2", Duration.ofMinutes(5));
        api.awaitClient("desk", client -> client.path("loadedCount").asInt() == 1);

        assertThat(api.eventTypes("desk")).doesNotContain("CLIENT_OFFLINE");
        // What happened in the last two seconds before a kill may be gone; its numbers are not given again.
        long lastBefore = before.get(before.size() - 1);
        assertThat(api.eventIds())
                .isSorted()
                .doesNotHaveDuplicates()
                .filteredOn(id -> !before.contains(id))
                .isNotEmpty()
                .allMatch(id -> id > lastBefore);
    }

    @Test
    void aServerToldToEndDoesSoWithinFiveSeconds() {
        assertThat(server.terminate().exitCodeWithin(Duration.ofSeconds(5))).isEqualTo(143);
    }
}
