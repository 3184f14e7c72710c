package io.obt.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedOllama;
import io.obt.sdk.AgentStatus.Phase;
import io.obt.server.ObtServer;
import io.obt.server.ServerSettings;
import io.obt.settings.Setting;
import io.obt.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreetingServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @TempDir
    private Path keeps;

    @Test
    void servesAndReportsAndSaysGoodbye() throws Exception {
        Settings settings =
                Settings.of(Map.of(Setting.PORT, "0", Setting.DATA_DIR, directory.toString()), Map.of(), directory);
        try (ObtServer server = ObtServer.start(ServerSettings.of(settings, false));
                SimulatedOllama ollama = SimulatedOllama.start(SimulatedLibrary.model("llama3.2"))) {
            URI client = URI.create(server.url() + "/api/v1/clients/greeting-service");
            try (GreetingService service = new GreetingService(0, server.url(), ollama.url(), "", keeps)) {
                assertThat(get(URI.create("http://localhost:" + service.port() + "/hello")))
                        .isEqualTo("Hello\n");
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(get(client))
                                .contains("\"status\":\"ONLINE\"", "llama3.2:latest", "\"team\":\"greetings\""));
                await().atMost(PATIENCE).until(() -> service.agent().status().phase() == Phase.REPORTING);
            }
            assertThat(get(client)).contains("\"status\":\"LEFT\"");
        }
    }

    @Test
    void joinsAServerThatAsksForTokensAndNeedsItsOwnNoMore() throws Exception {
        Settings settings = Settings.of(
                Map.of(Setting.PORT, "0", Setting.DATA_DIR, directory.toString()),
                Map.of(Setting.PUBLIC_URL.key(), "https://obt.example.org"),
                directory);
        URI nobody = URI.create("http://127.0.0.1:1");
        try (ObtServer server = ObtServer.start(ServerSettings.of(settings, false))) {
            String joinToken = Files.readString(directory.resolve("join-token")).strip();
            for (String token : List.of(joinToken, "")) {
                try (GreetingService service = new GreetingService(0, server.url(), nobody, token, keeps)) {
                    await().atMost(PATIENCE)
                            .until(() -> service.agent().status().phase() == Phase.REPORTING);
                }
            }
        }
        assertThat(keeps.resolve("credential-greeting-service")).exists();
    }

    @Test
    void servesAllTheSameWhenNobodyIsThere() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:1");
        try (GreetingService service = new GreetingService(0, nobody, nobody, "", keeps)) {
            assertThat(get(URI.create("http://localhost:" + service.port() + "/hello")))
                    .isEqualTo("Hello\n");
        }
    }

    private static String get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
