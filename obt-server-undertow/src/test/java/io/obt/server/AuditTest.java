package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.obt.access.Role;
import io.obt.access.Secret;
import io.obt.server.security.Protection;
import io.obt.store.InMemoryFleetStore;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every change is in the audit log: who, what, target, from where, outcome. */
final class AuditTest {
    private final InMemoryFleetStore store = new InMemoryFleetStore();

    @TempDir
    private Path data;

    private TestServer server;
    private Caller admin;

    @BeforeEach
    void start() {
        server = TestServer.guarded(data, store);
        admin = server.as(Role.ADMIN);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The newest entry as {@code who what target status}. */
    private String newest() {
        return said(admin.get("/api/v1/audit?limit=1").json().path("items").path(0));
    }

    private static String said(JsonNode entry) {
        assertThat(entry.path("from").asText()).isEqualTo("127.0.0.1");
        return entry.path("who").asText() + " " + entry.path("what").asText() + " "
                + entry.path("target").asText() + " " + entry.path("status").asInt();
    }

    @Test
    void everyKindOfChangeIsTold() {
        String secret = Secret.random(Role.AGENT, new SecureRandom()).text();
        server.as(Role.JOIN).put("/api/v1/clients/desk/credential", "{\"credential\":\"" + secret + "\"}");
        assertThat(newest()).isEqualTo("join-token client.join desk 204");
        Caller desk = server.call.with(secret);
        String registration = desk.register("desk");
        assertThat(newest()).isEqualTo("client desk client.register desk 200");
        desk.beat("desk", registration, 1, "");
        assertThat(newest()).as("a heartbeat is no change").isEqualTo("client desk client.register desk 200");
        desk.delete("/api/v1/clients/desk/registration?registrationId=" + registration);
        assertThat(newest()).isEqualTo("client desk client.leave desk 204");
        admin.delete("/api/v1/clients/desk");
        assertThat(newest()).isEqualTo("admin-token client.forget desk 204");
        JsonNode token = admin.post("/api/v1/tokens", "{\"name\":\"anna\",\"role\":\"OPERATOR\"}")
                .json();
        assertThat(newest()).isEqualTo("admin-token token.create anna 200");
        server.call
                .post("/api/v1/session", "{\"token\":\"" + token.path("secret").asText() + "\"}")
                .json();
        assertThat(newest()).isEqualTo("anna session.open  200");
        admin.delete("/api/v1/tokens/" + token.path("id").asText());
        assertThat(newest()).isEqualTo("admin-token token.revoke anna 204");
    }

    @Test
    void whatJustHappenedIsCountedAlready() {
        for (int i = 1; i <= 20; i++) {
            admin.delete("/api/v1/clients/nobody").problem(404);
            assertThat(admin.get("/api/v1/audit?limit=1").json().path("total").asInt())
                    .isEqualTo(i);
        }
    }

    @Test
    void whatWasRefusedIsToldToo() {
        JsonNode token = admin.post("/api/v1/tokens", "{\"name\":\"tv\",\"role\":\"VIEWER\"}")
                .json();
        server.call
                .with(token.path("secret").asText())
                .delete("/api/v1/clients/desk")
                .problem(403);
        assertThat(newest()).isEqualTo("tv client.forget desk 403");
        server.call.post("/api/v1/session", "{\"token\":\"guess\"}").problem(401);
        assertThat(newest()).isEqualTo("anyone session.open  401");
    }

    @Test
    void importIsToldAlthoughTheFleetIsExchangedForIt() {
        String file = admin.get("/api/v1/export").body();
        Answer imported = admin.send(admin.request("/api/v1/import")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(file)));
        assertThat(imported.status()).isEqualTo(200);
        assertThat(newest()).isEqualTo("admin-token fleet.import  200");
    }

    @Test
    void endOfASessionAndClientsOfTheFirstObtAreToldToo() {
        Answer opened = server.call.post(
                "/api/v1/session",
                "{\"token\":\"" + server.server().tokenFiles().get(0).secret() + "\"}");
        String cookie = opened.header("Set-Cookie").split(";", 2)[0];
        server.call.send(server.call
                .request("/api/v1/session")
                .header("Cookie", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .DELETE());
        assertThat(newest()).isEqualTo("admin-token session.close  204");
        stop();
        server = TestServer.guarded(data, store, new Protection(true, false, true, Set.of()));
        server.time.advance(Duration.ofSeconds(1));
        admin = server.as(Role.ADMIN);
        server.call
                .post("/api/v1/models/register", "{\"client_id\":\"old\",\"version\":\"1\"}")
                .json();
        assertThat(newest()).isEqualTo("anyone client.register old 200");
    }

    @Test
    void strangersCannotFillTheLog() {
        server.call.post("/api/v1/session", "{\"token\":7}").problem(400);
        for (int i = 0; i < 12; i++) {
            server.call.post("/api/v1/session", "{\"token\":\"guess\"}");
        }
        assertThat(admin.get("/api/v1/audit").json().path("total").asInt())
                .as("ten failed logins, and neither what was malformed nor what was too much")
                .isEqualTo(10);
    }

    @Test
    void logIsReadAPageAtATimeAndSurvivesARestart() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            admin.post("/api/v1/tokens", "{\"name\":\"t" + i + "\",\"role\":\"VIEWER\"}")
                    .json();
            expected.add(0, "t" + i);
        }
        stop();
        start();
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = admin.get("/api/v1/audit?limit=3" + cursor).json();
            assertThat(page.path("total").asInt()).isEqualTo(7);
            page.path("items").forEach(entry -> found.add(entry.path("target").asText()));
            cursor = page.path("nextCursor").isNull()
                    ? null
                    : "&cursor=" + page.path("nextCursor").asText();
        } while (cursor != null);
        assertThat(found).isEqualTo(expected);
    }
}
