package io.obt.examples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedOllama;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person types, and what they get. */
class CommandTest {
    @TempDir
    Path directory;

    @Test
    void startShowsThisMachineWithoutAnyOtherStep() {
        try (SimulatedOllama ollama = SimulatedOllama.start(SimulatedLibrary.model("llama3.2"));
                ObtCommand start = ObtCommand.start(
                        directory,
                        Map.of("OLLAMA_URL", ollama.url().toString(), "CLIENT_ID", "here"),
                        "start",
                        "--port",
                        "0")) {
            new Api(start.url()).awaitStatus("here", "ONLINE");
            assertThat(start.terminate().exitCodeWithin(Duration.ofSeconds(5))).isEqualTo(143);
            assertThat(directory.resolve("obt-data")).isDirectory();
        }
    }

    @Test
    void startWithoutOllamaStillStartsAndSaysWhatToDo() {
        Map<String, String> nobodyThere = Map.of("OLLAMA_URL", "http://127.0.0.1:9", "CLIENT_ID", "here");
        try (ObtCommand start = ObtCommand.start(directory, nobodyThere, "start", "--port", "0")) {
            String reason = new Api(start.url())
                    .awaitClient(
                            "here",
                            client -> client.path("statusReason").asText().contains("ollama serve"))
                    .path("status")
                    .asText();
            assertThat(reason).isEqualTo("DEGRADED");
        }
    }

    @Test
    void demoShowsASimulatedFleetMarkedAsSuchAndKeepsNothing() throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Map<String, String> environment = Map.of("OBT_JAVA_OPTS", "-Xmx256m -Djava.io.tmpdir=" + temporary);
        try (ObtCommand demo = ObtCommand.start(directory, environment, "demo", "--port", "0")) {
            Api api = new Api(demo.url());
            api.awaitClient("gpu-01", client -> client.path("modelCount").asInt() > 0);
            assertThat(api.get("fleet").at("/server/demo").asBoolean()).isTrue();
            assertThat(api.get("clients").path("total").asInt()).isGreaterThanOrEqualTo(6);
            assertThat(api.awaitClient(
                                    "gpu-03",
                                    client -> client.path("modelCount").asInt() > 0)
                            .path("status")
                            .asText())
                    .isEqualTo("ONLINE");
            assertThat(api.get("models?drift=true").at("/items/0/name").asText())
                    .isEqualTo("llama3.2:latest");
            assertThat(demo.terminate().exitCodeWithin(Duration.ofSeconds(5))).isEqualTo(143);
        }
        assertThat(temporary).isEmptyDirectory();
        assertThat(directory.resolve("obt-data")).doesNotExist();
    }

    @Test
    void statusTellsTheFleetInAFewLinesOrAsJson() throws IOException {
        try (ObtCommand server = ObtCommand.start(directory, Map.of(), "server", "--port", "0")) {
            Map<String, String> environment =
                    Map.of("OBT_SERVER_URL", server.url().toString());
            ObtCommand words = ObtCommand.start(directory, environment, "status");
            assertThat(words.exitCode()).isZero();
            assertThat(words.out()).contains("0 clients");

            ObtCommand json = ObtCommand.start(directory, environment, "status", "--json");
            assertThat(json.exitCode()).isZero();
            assertThat(new ObjectMapper().readTree(json.out()).isObject()).isTrue();
        }
    }

    @Test
    void statusWithoutAServerSaysSoAndExitsWith7() {
        ObtCommand status = ObtCommand.start(directory, Map.of("OBT_SERVER_URL", "http://127.0.0.1:9"), "status");

        assertThat(status.exitCode()).isEqualTo(7);
        assertThat(status.err()).contains("http://127.0.0.1:9").doesNotContain("Exception");
    }

    @Test
    void aSecondServerOnTheSameDataIsRefused() {
        try (ObtCommand first = ObtCommand.start(directory, Map.of(), "server", "--port", "0")) {
            URI url = first.url();
            ObtCommand second = ObtCommand.start(directory, Map.of(), "server", "--port", "0");

            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err().strip().lines()).singleElement().asString().contains("obt-data", "in use");
            assertThat(new Api(url).get("clients").path("total").asInt()).isZero();
        }
    }

    @Test
    void aMisspeltCommandIsAnsweredWithTheNearestOne() {
        ObtCommand typo = ObtCommand.start(directory, Map.of(), "sever");

        assertThat(typo.exitCode()).isEqualTo(2);
        assertThat(typo.err().strip().lines()).singleElement().asString().contains("server");
    }

    @Test
    void aMisspeltSettingInDotEnvIsAnsweredWithTheNearestOne() throws IOException {
        Files.writeString(directory.resolve(".env"), "OBT_PROT=9000\n");
        for (String command : new String[] {"server", "agent", "start", "demo"}) {
            ObtCommand refused = ObtCommand.start(directory, Map.of(), command);

            assertThat(refused.exitCode()).as(command).isEqualTo(2);
            assertThat(refused.err().strip().lines()).singleElement().asString().contains("OBT_PROT", "OBT_PORT");
        }
    }

    @Test
    void obtWorksThroughALinkFromAnotherDirectory() throws IOException {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("my bin")).resolve("obt"),
                ObtCommand.repository().resolve("obt"));
        ObtCommand help = ObtCommand.start(link, directory, Map.of(), "server", "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("OBT_PORT", "Examples");
    }
}
