package io.obt.server;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import io.obt.access.Role;
import io.obt.store.InMemoryFleetStore;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser keeps after a login, and what pages of other sites cannot do with it. */
final class SessionTest {
    private final InMemoryFleetStore store = new InMemoryFleetStore();

    @TempDir
    private Path data;

    private TestServer server;
    private String secret;

    @BeforeEach
    void start() {
        server = TestServer.guarded(data, store);
        secret = server.as(Role.ADMIN)
                .post("/api/v1/tokens", "{\"name\":\"anna\",\"role\":\"OPERATOR\",\"validMillis\":3600000}")
                .json()
                .path("secret")
                .asText();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer login(String token) {
        return server.call.post("/api/v1/session", "{\"token\":\"" + token + "\"}");
    }

    private String cookie() {
        return login(secret).header("Set-Cookie").split(";", 2)[0];
    }

    private HttpRequest.Builder request(String path, String cookie) {
        return server.call.request(path).header("Cookie", cookie);
    }

    private Answer get(String path, String cookie) {
        return server.call.send(request(path, cookie).GET());
    }

    @Test
    void cookieIsForThisServerAndNoScript() {
        String set = login(secret).header("Set-Cookie");
        assertThat(set)
                .startsWith("obt_session=obt_operator_")
                .contains("HttpOnly", "SameSite=Strict", "Max-Age=43200")
                .containsIgnoringCase("path=/")
                .doesNotContain("Secure", secret);
    }

    @Test
    void cookieOfAPageThatCameByTlsIsSentByNothingElse() {
        Answer answer = server.call.send(server.call
                .request("/api/v1/session")
                .header("Content-Type", "application/json")
                .header("Origin", "https://obt.example.org")
                .POST(ofString("{\"token\":\"" + secret + "\"}")));
        assertThat(answer.header("Set-Cookie")).containsIgnoringCase("secure");
    }

    @Test
    void cookieIsAsGoodAsTheTokenAndEndsWithIt() {
        String cookie = cookie();
        assertThat(get("/api/v1/session", cookie).json().path("name").asText()).isEqualTo("anna");
        get("/api/v1/fleet", cookie).json();
        get("/api/v1/tokens", cookie).problem(403);
        server.time.advance(Duration.ofHours(1));
        get("/api/v1/fleet", cookie).problem(401);
    }

    @Test
    void cookieIsFoundAmongOthersAndOddOnesAreNobody() {
        String cookie = cookie();
        get("/api/v1/fleet", "theme=dark; " + cookie + "; x=\"y\"").json();
        get("/api/v1/fleet", "x=;" + cookie).json();
        for (String odd : new String[] {
            "obt_session",
            "obt_session=",
            "obt_session=x; obt_session=\u00ed =",
            "not_" + cookie,
            "a=\"" + cookie + "\"",
            "=;=;;",
            "$Version=1"
        }) {
            get("/api/v1/fleet", odd).problem(401);
        }
    }

    @Test
    void loggingOutEndsTheSessionAndNotTheToken() {
        String cookie = cookie();
        Answer out = server.call.send(request("/api/v1/session", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .DELETE());
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).startsWith("obt_session=;").contains("1970");
        get("/api/v1/fleet", cookie).problem(401);
        server.call.with(secret).get("/api/v1/fleet").json();
    }

    @Test
    void sessionSurvivesARestartOfTheServer() {
        String cookie = cookie();
        stop();
        server = TestServer.guarded(data, store);
        get("/api/v1/fleet", cookie).json();
    }

    @Test
    void tenWrongTokensInAMinuteAreEnough() {
        for (int i = 0; i < 10; i++) {
            login("obt_admin_" + "x".repeat(43)).problem(401);
        }
        login("obt_admin_" + "x".repeat(43)).problem(429);
        login(secret).json(); // whoever shares the guesser's address is not kept out
        server.time.advance(Duration.ofMinutes(1));
        login("obt_admin_" + "x".repeat(43)).problem(401);
    }

    @Test
    void pageThatGoesOnAskingAfterItsSessionEndedMayLogInAgain() {
        String cookie = cookie();
        server.call.send(request("/api/v1/session", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .DELETE());
        for (int i = 0; i < 20; i++) {
            get("/api/v1/fleet", cookie).problem(401);
        }
        login(secret).json();
    }

    @Test
    void sessionOpensNoOtherWhichWouldOutliveTheToken() {
        login(cookie().replace("obt_session=", "")).problem(401);
    }

    @Test
    void tokenThatIsNoPersonsOpensNoSession() {
        String join = server.server().tokenFiles().get(1).secret();
        login(join).problem(401);
    }

    // ---- pages of other sites

    private Answer forget(String... headers) {
        return server.call.send(
                request("/api/v1/clients/nobody", cookie()).headers(headers).DELETE());
    }

    @Test
    void pageOfThisServerMayChangeThings() {
        String own = server.call.server().toString();
        forget("Origin", own, "Sec-Fetch-Site", "same-origin").problem(404);
        forget("Origin", "https://obt.example.org").problem(404);
        forget("Sec-Fetch-Site", "same-origin").problem(404);
    }

    @Test
    void pageOfAnotherSiteMayNot() {
        forget("Origin", "https://evil.example").problem(403);
        forget("Origin", "null").problem(403);
        forget("Origin", "http://localhost:1").problem(403);
        forget("Sec-Fetch-Site", "cross-site").problem(403);
        forget("Sec-Fetch-Site", "same-site").problem(403);
        forget("Origin", server.call.server().toString(), "Sec-Fetch-Site", "cross-site")
                .problem(403);
    }

    @Test
    void formOfAnotherSiteMayNotEither() {
        Answer form = server.call.send(request("/api/v1/tokens", cookie())
                .header("Content-Type", "text/plain")
                .POST(ofString("{\"name\":\"x\",\"role\":\"ADMIN\"}")));
        form.problem(403);
        Answer ours = server.call.send(request("/api/v1/tokens", cookie())
                .header("Content-Type", "text/plain")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(ofString("{\"name\":\"x\",\"role\":\"ADMIN\"}")));
        ours.problem(415);
    }

    @Test
    void pageOfAnotherSiteMayNotWhereNobodyNeedsATokenEither() {
        try (TestServer open = TestServer.empty()) {
            String path = "/api/v1/clients/nobody";
            open.call
                    .send(open.call
                            .request(path)
                            .header("Origin", "https://evil.example")
                            .DELETE())
                    .problem(403);
            open.call
                    .send(open.call
                            .request(path)
                            .header("Origin", TestServer.ORIGIN.text())
                            .DELETE())
                    .problem(404);
            open.call.delete(path).problem(404);
        }
    }
}
