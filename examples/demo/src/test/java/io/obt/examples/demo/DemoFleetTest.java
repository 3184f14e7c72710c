package io.obt.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.obt.registry.LeasePolicy;
import io.obt.server.ObtServer;
import io.obt.server.ServerSettings;
import io.obt.settings.Setting;
import io.obt.settings.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a visitor of the demo gets to see, step by step. */
class DemoFleetTest {
    private static final int STEPS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LeasePolicy RHYTHM = new LeasePolicy(Duration.ofMillis(300), Duration.ofSeconds(15));

    private static final Pattern CLIENT_ID = Pattern.compile("\"clientId\":\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private ObtServer server;
    private DemoFleet fleet;

    @BeforeEach
    void start() {
        Settings settings = Settings.of(Map.of(Setting.PORT, "0"), Map.of(), directory);
        server = ObtServer.start(ServerSettings.of(settings, false).forDemo(directory, RHYTHM));
        fleet = DemoFleet.start(server, new Random(42));
        await().atMost(PATIENCE).until(() -> shownAs("ONLINE").size() == fleet.size());
    }

    @AfterEach
    void stop() {
        fleet.close();
        server.close();
    }

    @Test
    void oneMachineIsDegradedNowAndThenAndWellAgain() throws Exception {
        List<Set<String>> changes = new ArrayList<>(List.of(Set.of()));
        for (int i = 0; i < STEPS; i++) {
            fleet.step();
            Set<String> away = away();
            if (!away.equals(changes.get(changes.size() - 1))) {
                changes.add(away);
                await().atMost(PATIENCE).until(() -> shownAs("DEGRADED").equals(away));
            }
        }
        assertThat(changes).startsWith(Set.of(), Set.of("nas"), Set.of(), Set.of("nas"), Set.of());
    }

    @Test
    void modelsComeIntoMemoryAndGo() {
        List<String> loads = new ArrayList<>();
        List<String> unloads = new ArrayList<>();
        Set<String> before = loaded();
        for (int i = 0; i < STEPS; i++) {
            fleet.step();
            Set<String> now = loaded();
            loads.addAll(inFirstOnly(now, before));
            unloads.addAll(inFirstOnly(before, now));
            before = now;
        }
        assertThat(loads).hasSizeGreaterThan(3);
        assertThat(unloads).isNotEmpty();
    }

    @Test
    void itsAgentsAreLetInWhereTokensAreAskedFor() {
        Settings reached = Settings.of(
                Map.of(Setting.PORT, "0"), Map.of(Setting.PUBLIC_URL.key(), "https://obt.example.org"), directory);
        ServerSettings settings = ServerSettings.of(reached, false).forDemo(directory.resolve("guarded"), RHYTHM);
        try (ObtServer guarded = ObtServer.start(settings);
                DemoFleet guardedFleet = DemoFleet.start(guarded, new Random(42))) {
            assertThat(guarded.tokenFiles()).isNotEmpty();
            await().atMost(PATIENCE).until(guardedFleet::isReporting);
        }
    }

    /** Whose Ollama refuses connections. */
    private Set<String> away() throws IOException {
        Set<String> away = new HashSet<>();
        for (Machine machine : Machine.all()) {
            URI ollama = fleet.ollamaOf(machine.clientId()).url();
            try {
                new Socket(ollama.getHost(), ollama.getPort()).close();
            } catch (ConnectException e) {
                away.add(machine.clientId());
            }
        }
        return away;
    }

    /** What is in memory, and where. */
    private Set<String> loaded() {
        return Machine.all().stream()
                .map(Machine::clientId)
                .flatMap(id -> fleet.ollamaOf(id).loaded().stream().map(model -> model.name() + " on " + id))
                .collect(Collectors.toSet());
    }

    private static Set<String> inFirstOnly(Set<String> first, Set<String> second) {
        Set<String> rest = new HashSet<>(first);
        rest.removeAll(second);
        return rest;
    }

    /** The clients of which the server says this. */
    private Set<String> shownAs(String status) throws Exception {
        URI uri = URI.create(server.url() + "/api/v1/clients?status=" + status);
        String body = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
        return CLIENT_ID.matcher(body).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
