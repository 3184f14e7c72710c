package io.obt.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.obt.access.Role;
import io.obt.access.Secret;
import io.obt.access.SecretFile;
import io.obt.protocol.Json;
import io.obt.protocol.Page;
import io.obt.protocol.TokenMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code obt token}, and what every command says when its token does not do. */
class TokenCommandTest {
    private static final Instant SOON = Instant.parse("2026-08-02T10:00:00.123Z");

    @RegisterExtension
    static final WireMockExtension server = WireMockExtension.newInstance().build();

    private final String secret = Secret.random(Role.JOIN, new SecureRandom()).text();
    private final String mine = Secret.random(Role.ADMIN, new SecureRandom()).text();
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path data;

    @Test
    void createPrintsTheTokenAloneAndTheWordsElsewhere() throws Exception {
        answers(okJson(json(token("60303ae22b99", "join", Role.JOIN, 10, secret))));
        assertThat(run("token", "create", "--role", "join")).isZero();

        assertThat(out.toString()).isEqualTo(secret + System.lineSeparator());
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("Token 'join', role join, for 10 agents, expires: 2026-08-02T10:00:00Z.")
                .contains("obt agent --server URL --join TOKEN", "obt token revoke 60303ae22b99")
                .doesNotContain(secret);
        server.verify(postRequestedFor(urlEqualTo("/api/v1/tokens"))
                .withHeader("Authorization", absent())
                .withRequestBody(equalToJson("{\"name\":\"join\",\"role\":\"JOIN\"}")));
    }

    @Test
    void createSaysWhatTheTokenShallBe() throws Exception {
        answers(okJson(json(token("60303ae22b99", "new machines", Role.JOIN, 3, secret))));
        assertThat(run("token", "create", "--role", "JOIN", "--name", "new machines", "--expires", "2d", "--uses", "3"))
                .isZero();
        server.verify(postRequestedFor(urlEqualTo("/api/v1/tokens"))
                .withRequestBody(equalToJson(
                        "{\"name\":\"new machines\",\"role\":\"JOIN\",\"validMillis\":172800000,\"uses\":3}")));
    }

    @Test
    void createAsJsonIsTheTokenWithItsSecret() throws Exception {
        answers(okJson(json(token("60303ae22b99", "join", Role.JOIN, 10, secret))));
        assertThat(run("token", "create", "--role", "join", "--json")).isZero();
        assertThat(Json.read(out.toString().getBytes(StandardCharsets.UTF_8), TokenMessage.class)
                        .secret())
                .isEqualTo(secret);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void listIsATable() throws Exception {
        answers(okJson(json(tokens())));
        assertThat(run("token", "list")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "ID            ROLE      EXPIRES               USES LEFT  NAME",
                        "60303ae22b99  join      2026-08-02T10:00:00Z  9          new?[31m",
                        "fd61a03af4f7  agent     never                            gpu-01");
    }

    @Test
    void listAsJsonIsThePageOfTheServer() throws Exception {
        answers(okJson(json(tokens())));
        assertThat(run("token", "list", "--json")).isZero();
        assertThat(Json.readPage(out.toString().getBytes(StandardCharsets.UTF_8), TokenMessage.class))
                .isEqualTo(tokens());
    }

    @Test
    void revokeEndsATokenByItsId() throws Exception {
        answers(aResponse().withStatus(204));
        assertThat(run("token", "revoke", "60303ae22b99")).isZero();
        assertThat(err.toString()).startsWith("The token 60303ae22b99 works no more");
        server.verify(deleteRequestedFor(urlEqualTo("/api/v1/tokens/60303ae22b99")));
    }

    @Test
    void revokeOfNoneHasItsOwnExitStatus() throws Exception {
        answers(problem(404, "There is no token '60303ae22b99'"));
        assertThat(run("token", "revoke", "60303ae22b99")).isEqualTo(5);
        assertThat(err.toString()).contains("answered 404: There is no token '60303ae22b99'");
    }

    @Test
    void aSecretInThePlaceOfAnIdIsNeitherSentNorShown() throws Exception {
        assertThat(run("token", "revoke", secret)).isEqualTo(2);
        assertThat(err.toString()).contains("12 of 0-9 a-f").doesNotContain(secret);
        server.verify(0, deleteRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({
        "--role agent, '--role is one of join, viewer, operator, admin'",
        "--role join --expires soon, --expires is a duration like",
        "--role viewer --uses 3, Only a join token has a number of uses",
        "--role join --expires 1ms, valid for 1000 ms to 10 years"
    })
    void whatIsNoTokenIsMisuse(String arguments, String reason) throws Exception {
        String[] words = ("token create " + arguments).split(" ");
        assertThat(run(words)).isEqualTo(2);
        assertThat(err.toString()).contains(reason, "See: obt token create --help");
        server.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void theTokenOfTheEnvironmentIsShown() throws Exception {
        environment.put("OBT_TOKEN", mine);
        answers(okJson(json(tokens())));
        run("token", "list");
        server.verify(
                getRequestedFor(urlEqualTo("/api/v1/tokens")).withHeader("Authorization", equalTo("Bearer " + mine)));
    }

    @Test
    void whoRunsTheServerNeedsNone() throws Exception {
        new SecretFile(data.resolve("admin-token")).write(Secret.of(mine).orElseThrow());
        answers(okJson(json(tokens())));
        run("token", "list");
        server.verify(
                getRequestedFor(urlEqualTo("/api/v1/tokens")).withHeader("Authorization", equalTo("Bearer " + mine)));
    }

    @Test
    void whoIsNotKnownIsToldTheWayOut() throws Exception {
        answers(problem(401, "This call needs a token"));
        for (String[] command : new String[][] {{"token", "list"}, {"status"}, {"status", "--json"}}) {
            assertThat(run(command)).isEqualTo(4);
        }
        assertThat(err.toString().lines())
                .hasSize(3)
                .allMatch(line -> line.contains("asks for a token. Set OBT_TOKEN") && line.contains(data.toString()));
    }

    @Test
    void whoMayNotIsToldTheWayOutAndNoTokenIsRepeated() throws Exception {
        environment.put("OBT_TOKEN", mine);
        answers(problem(403, "This call is for the role admin, and the token 'grafana' has the role viewer"));
        assertThat(run("token", "list")).isEqualTo(4);
        answers(problem(401, "The token is unknown"));
        assertThat(run("token", "list")).isEqualTo(4);

        assertThat(err.toString())
                .contains(
                        "does not allow this to the token in OBT_TOKEN: This call is for the role admin, and the token"
                                + " 'grafana' has the role viewer. Set OBT_TOKEN to a token of that role")
                .contains("does not know the token in OBT_TOKEN")
                .doesNotContain(mine);
    }

    @Test
    void whatIsNoTokenIsMisuseAndNotRepeated() throws Exception {
        environment.put("OBT_TOKEN", "hunter2");
        assertThat(run("status")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("OBT_TOKEN is set to something that is no token")
                .doesNotContain("hunter2");
    }

    @Test
    void helpTeachesByExamples() throws Exception {
        assertThat(run("token", "--help")).isZero();
        assertThat(out.toString()).contains("create", "list", "revoke", "Examples:", "--role join");
        assertThat(run("token", "create", "--help")).isZero();
        assertThat(out.toString()).contains("Usage: obt token create", "[OBT_TOKEN]", "--expires", "Exit status:");
    }

    private static Page<TokenMessage> tokens() {
        return new Page<>(
                List.of(
                        token("60303ae22b99", "new\u001b[31m", Role.JOIN, 9, null),
                        new TokenMessage(
                                "fd61a03af4f7", "gpu-01", Role.AGENT, "gpu-01", Instant.EPOCH, null, null, null)),
                2,
                null);
    }

    private static TokenMessage token(String id, String name, Role role, Integer uses, String secret) {
        return new TokenMessage(id, name, role, null, Instant.EPOCH, SOON, uses, secret);
    }

    private static String json(Object message) {
        return new String(Json.write(message), StandardCharsets.UTF_8);
    }

    private static ResponseDefinitionBuilder problem(int status, String detail) {
        return aResponse().withStatus(status).withBody("{\"status\":" + status + ",\"detail\":\"" + detail + "\"}");
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        server.stubFor(any(anyUrl()).willReturn(answer));
    }

    private int run(String... arguments) throws InterruptedException {
        environment.put("OBT_SERVER_URL", server.baseUrl());
        environment.put("OBT_DATA_DIR", data.toString());
        return Obt.run(arguments, environment, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
