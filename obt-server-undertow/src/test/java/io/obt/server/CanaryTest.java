package io.obt.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.obt.access.Role;
import io.obt.access.Secret;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets of every kind are used, and misused, with a server of its own process that logs all it can. Afterwards they are looked
 * for in everything the server wrote and says.
 */
@Timeout(180)
final class CanaryTest {
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void noSecretIsInStoreOrLogOrAnswer() throws Exception {
        Path place = Files.createDirectory(directory.resolve("place"));
        Path data = place.resolve("obt-data");
        String log;
        try (ServerProcess server = ServerProcess.run(
                place,
                Map.of("OBT_LOG_LEVEL", "trace", "OBT_ACCESS_LOG", "all"),
                "--port",
                "0",
                "--public-url",
                "https://obt.example.org")) {
            Caller stranger = new Caller(server.awaitReady());
            secrets.put("admin", Files.readString(data.resolve("admin-token")).strip());
            secrets.put("join", Files.readString(data.resolve("join-token")).strip());
            use(stranger);
            misuse(stranger);
            read(stranger.with(secrets.get("admin")));
            server.signal("TERM");
            server.awaitExit();
            log = server.output() + server.errors();
        }
        assertThat(log).as("the log tells of calls").contains("PUT /api/v1/clients/desk/credential 204");
        assertAbsent("the log", log);
        told.forEach(text -> assertAbsent("an answer", text));
        String kept = kept(data);
        assertThat(kept)
                .as("the store, which has their hashes")
                .contains(Secret.of(secrets.get("admin")).orElseThrow().sha256())
                .contains(Secret.of(secrets.get("agent")).orElseThrow().sha256());
        assertAbsent("the store", kept);
    }

    private void use(Caller stranger) {
        Caller admin = stranger.with(secrets.get("admin"));
        JsonNode anna = admin.post("/api/v1/tokens", "{\"name\":\"anna\",\"role\":\"OPERATOR\"}")
                .json();
        secrets.put("operator", anna.path("secret").asText());
        Answer login = stranger.post("/api/v1/session", "{\"token\":\"" + secrets.get("operator") + "\"}");
        secrets.put("session", login.header("Set-Cookie").split("[=;]", 3)[1]);
        told.add(login.body());
        String credential = Secret.random(Role.AGENT, new SecureRandom()).text();
        secrets.put("agent", credential);
        told.add(stranger.with(secrets.get("join"))
                .put("/api/v1/clients/desk/credential", "{\"credential\":\"" + credential + "\"}")
                .body());
        stranger.with(credential).join("desk", "llama3.2");
        told.add(stranger.send(stranger.request("/api/v1/session")
                        .header("Cookie", "obt_session=" + secrets.get("session"))
                        .GET())
                .body());
    }

    /** Each secret where people and programs put it by mistake. */
    private void misuse(Caller stranger) {
        for (String secret : secrets.values()) {
            Caller owner = stranger.with(secret);
            told.add(owner.get("/api/v1/fleet?unknownToken=" + secret).body());
            told.add(owner.get("/api/v1/export?unknown=" + secret).body());
            told.add(owner.delete("/api/v1/tokens/" + secret).body());
            told.add(owner.get("/nothing/" + secret).body());
            told.add(owner.post("/api/v1/tokens", "{\"secret\":\"" + secret + "\",\"name\":7}")
                    .body());
            told.add(owner.post("/api/v1/session", "{\"token\":{\"is\":\"" + secret + "\"}}")
                    .body());
            told.add(owner.post("/api/v1/session", "{\"token\":" + secret + "}").body());
            told.add(owner.put(
                            "/api/v1/clients/nas/credential",
                            "{\"credential\":\"" + secret + "x\",\"more\":\"" + secret + "\"}")
                    .body());
            told.add(stranger.send(stranger.request("/api/v1/fleet")
                            .header("Authorization", "Basic " + secret)
                            .GET())
                    .body());
            told.add(stranger.send(stranger.request("/api/v1/fleet")
                            .header("Authorization", "Bearer x" + secret)
                            .method("PATCH", HttpRequest.BodyPublishers.noBody()))
                    .body());
        }
    }

    private void read(Caller admin) {
        for (String path : List.of(
                "/metrics",
                "/api/v1/events?limit=1000",
                "/api/v1/audit?limit=1000",
                "/api/v1/tokens",
                "/api/v1/clients",
                "/api/v1/export")) {
            Answer answer = admin.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            told.add(answer.body());
        }
    }

    private void assertAbsent(String where, String text) {
        secrets.forEach((kind, secret) -> {
            String random = secret.substring(secret.length() - 43);
            byte[] bits = Base64.getUrlDecoder().decode(random);
            assertThat(text.contains(random.substring(0, 16)))
                    .as("the beginning of the secret of %s in %s", kind, where)
                    .isFalse();
            assertThat(text.contains(random.substring(random.length() - 16)))
                    .as("the end of the secret of %s in %s", kind, where)
                    .isFalse();
            assertThat(text.contains(new String(bits, ISO_8859_1)))
                    .as("the bits of the secret of %s in %s", kind, where)
                    .isFalse();
        });
    }

    /** Every file of the data directory but the two that are for who runs the server. */
    private static String kept(Path data) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().endsWith("-token")) {
                    all.append(Files.readString(file, ISO_8859_1)).append('\n');
                }
            }
        }
        return all.toString();
    }
}
