package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real server whose file may not grow: the limit of a process for its files stands for the end of a disk. */
@Timeout(120)
@EnabledOnOs(OS.LINUX) // the only one that lets a limit be lifted again
final class FullDiskServerTest {
    private static final int ROOM = 64 * 1024;
    private static final int MODELS = 20;

    private final Map<String, String> acknowledged = new HashMap<>();

    @Test
    void fullDiskStopsRegistrationsAndNothingElseAndIsOverWhenThereIsRoom(@TempDir Path directory) throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        try (ServerProcess server = ServerProcess.run(home)) {
            Caller call = new Caller(server.awaitReady());
            String desk = call.join("desk", "llama3.2");
            acknowledged.put("desk", desk);
            limit(server, String.valueOf(Files.size(home.resolve("obt-data/fleet.mv")) + ROOM));
            Answer refused = registerUntilRefused(call);
            assertThat(refused.problem(503).path("detail").asText()).contains("File too large");
            assertThat(refused.header("Retry-After")).isNotEmpty();

            assertReadsAndHeartbeatsGoOn(call, desk);
            assertThat(call.get("/healthz").status()).isEqualTo(200);
            call.get("/readyz").problem(503);
            JsonNode said = call.get("/api/v1/fleet").json().path("store");
            assertThat(said.path("available").asBoolean(true)).isFalse();
            assertThat(said.path("detail").asText()).contains("File too large");
            assertThat(said.path("since").asText()).isNotEmpty();

            limit(server, "unlimited");
            await().until(() -> call.get("/readyz").status() == 200);
            await().until(() -> call.get("/api/v1/fleet")
                    .json()
                    .path("store")
                    .path("available")
                    .asBoolean());
            acknowledged.put("late", call.register("late"));
            server.kill();
        }
        try (ServerProcess server = ServerProcess.run(home)) {
            Caller call = new Caller(server.awaitReady());
            acknowledged.forEach((id, registration) -> assertThat(call.get("/api/v1/clients/" + id)
                            .json()
                            .path("registrationId")
                            .asText())
                    .as(id)
                    .isEqualTo(registration));
            assertThat(call.get("/api/v1/clients/desk")
                            .json()
                            .path("modelCount")
                            .asInt())
                    .as("what was reported while the disk was full")
                    .isEqualTo(MODELS);
        }
    }

    private Answer registerUntilRefused(Caller call) {
        for (int i = 0; ; i++) {
            Answer answer = call.register("client-" + i, "i-1", "");
            if (answer.status() != 200) {
                return answer;
            }
            acknowledged.put("client-" + i, answer.json().path("registrationId").asText());
        }
    }

    private void assertReadsAndHeartbeatsGoOn(Caller call, String desk) {
        String[] models = IntStream.range(0, MODELS).mapToObj(i -> "model-" + i).toArray(String[]::new);
        for (int sequence = 2; sequence < 22; sequence++) {
            assertThat(call.beat("desk", desk, sequence, Wire.inventory("f-" + sequence, models))
                            .status())
                    .isEqualTo(200);
            call.register("refused-" + sequence, "i-1", "").problem(503);
            assertThat(call.get("/api/v1/clients?limit=1000").items("clientId")).containsAll(acknowledged.keySet());
            assertThat(call.get("/api/v1/events?type=CLIENT_REGISTERED&limit=1000").items("clientId").stream()
                            .collect(Collectors.toSet()))
                    .isEqualTo(acknowledged.keySet());
        }
    }

    private static void limit(ServerProcess server, String bytes) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(
                        "prlimit", "--pid", String.valueOf(server.process().pid()), "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }
}
