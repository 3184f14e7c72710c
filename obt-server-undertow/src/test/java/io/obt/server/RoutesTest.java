package io.obt.server;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of routes: which path takes which method, and what is said of the rest. */
final class RoutesTest {
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "FROB");

    private static TestServer server;
    private static Caller call;

    @BeforeAll
    static void start() {
        server = TestServer.empty();
        call = server.call;
        call.join("desk", "llama3.2");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Every path with the methods it takes. */
    static Stream<Arguments> paths() {
        return Stream.of(
                Arguments.of("/api/v1/clients/desk/registration", List.of("DELETE", "PUT")),
                Arguments.of("/api/v1/clients/desk/heartbeats", List.of("POST")),
                Arguments.of("/api/v1/fleet", List.of("GET")),
                Arguments.of("/api/v1/clients", List.of("GET")),
                Arguments.of("/api/v1/attention", List.of("GET")),
                Arguments.of("/api/v1/facets", List.of("GET")),
                Arguments.of("/api/v1/clients/desk", List.of("DELETE", "GET")),
                Arguments.of("/api/v1/models", List.of("GET")),
                Arguments.of("/api/v1/matrix", List.of("GET")),
                Arguments.of("/api/v1/models/llama3.2", List.of("GET")),
                Arguments.of("/api/v1/models/clients", List.of("GET")),
                Arguments.of("/api/v1/models/register", List.of("POST")),
                Arguments.of("/api/v1/models/heartbeat", List.of("POST")),
                Arguments.of("/api/v1/events", List.of("GET")),
                Arguments.of("/api/v1/stream", List.of("GET")),
                Arguments.of("/api/v1/export", List.of("GET")),
                Arguments.of("/api/v1/import", List.of("POST")),
                Arguments.of("/openapi.yaml", List.of("GET")),
                Arguments.of("/docs", List.of("GET")),
                Arguments.of("/healthz", List.of("GET")),
                Arguments.of("/readyz", List.of("GET")),
                Arguments.of("/metrics", List.of("GET")),
                Arguments.of("/", List.of("GET")));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void methodThatAPathDoesNotTakeIsRefusedWithThoseItTakes(String path, List<String> taken) {
        for (String method : METHODS) {
            if (!taken.contains(method)) {
                Answer refused = call.send(call.request(path).method(method, noBody()));
                refused.problem(405);
                List<String> allowed = Arrays.asList(refused.header("Allow").split(", "));
                assertThat(allowed).as("%s %s", method, path).containsAll(taken);
                assertThat(allowed.contains("HEAD")).isEqualTo(taken.contains("GET"));
                assertThat(allowed).hasSize(taken.size() + (taken.contains("GET") ? 1 : 0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/fleet",
                "/api/v1/clients",
                "/api/v1/facets",
                "/api/v1/clients/desk",
                "/api/v1/clients/nobody",
                "/api/v1/clients?limit=0",
                "/api/v1/models",
                "/api/v1/models/llama3.2",
                "/api/v1/events",
                "/openapi.yaml",
                "/docs",
                "/healthz",
                "/readyz",
                "/nothing",
                "/"
            })
    void headIsAnsweredLikeGetWithoutTheBody(String path) {
        Answer get = call.get(path);
        Answer head = call.head(path);
        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void headOfTheStreamEndsAtOnceAndLeavesTheConnectionFit() throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("HEAD /api/v1/stream HTTP/1.1\nHost: localhost\n\n");
            assertThat(connection.head()).startsWith("HTTP/1.1 200 ").contains("text/event-stream");
            connection.send("GET /healthz HTTP/1.1\nHost: localhost\nConnection: close\n\n");
            assertThat(connection.rest()).startsWith("HTTP/1.1 200 ").endsWith("alive\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api",
                "/api/v1",
                "/api/v2/fleet",
                "/API/v1/fleet",
                "/api/v1/clients/desk/nothing",
                "/api/v1/clients/desk/heartbeats/1",
                "/api/v1/operations",
                "/api/v1/clients/../fleet/x",
                "/healthz/x",
                "/%00"
            })
    void pathThatLeadsNowhereIsNotFound(String path) {
        call.get(path).problem(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v2/clients/desk/heartbeats", "/api/v0/fleet", "/api/v10/x", "/api/v2"})
    void callOfAnotherVersionIsToldWhichOneThisServerSpeaks(String path) {
        Answer answer = call.send(call.request(path).POST(ofString("{}")));
        answer.problem(404);
        assertThat(answer.body()).contains("\"detail\":\"This server speaks /api/v1; update whichever is older,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api/v1", "/api/vx/fleet", "/nothing"})
    void pathOfNoVersionIsToldWhereTheCallsAre(String path) {
        Answer answer = call.get(path);
        answer.problem(404);
        assertThat(answer.body()).contains("the calls of the API begin with /api/v1/");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/fleet,                      200, application/json",
        "/api/v1/clients,                    200, application/json",
        "/api/v1/clients/desk,               200, application/json",
        "/api/v1/clients/nobody,             404, application/problem+json",
        "/api/v1/models,                     200, application/json",
        "/api/v1/models/llama3.2,            200, application/json",
        "/api/v1/models/nothing,             404, application/problem+json",
        "/api/v1/events,                     200, application/json",
        "/healthz,                           200, text/plain; charset=utf-8",
        "/readyz,                            200, text/plain; charset=utf-8",
        "/,                                  200, text/html; charset=utf-8"
    })
    void everyAnswerSaysItsTypeAndForbidsToGuessIt(String path, int status, String type) {
        Answer answer = call.get(path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isIn("no-store", "no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/problem+json",
                "application/jsonp",
                ""
            })
    void bodyThatIsNotJsonByItsOwnWordIsRefused(String type) {
        for (String path : List.of("/api/v1/clients/desk/heartbeats", "/api/v1/clients/desk/registration")) {
            String method = path.endsWith("heartbeats") ? "POST" : "PUT";
            var request = call.request(path).method(method, ofString("{}"));
            call.send(type.isEmpty() ? request : request.header("Content-Type", type))
                    .problem(415);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "Application/JSON", "application/json ;x=y"})
    void jsonMayCarryParametersAndAnyCase(String type) {
        call.send(call.request("/api/v1/clients/other/registration")
                        .header("Content-Type", type)
                        .PUT(ofString(Wire.registration("i-1", ""))))
                .json();
    }

    @Test
    void goodbyeNeedsNoContentType() {
        String registration = call.register("leaving");
        assertThat(call.delete("/api/v1/clients/leaving/registration?registrationId=" + registration)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void answersCarryNoNameOfAnyServerSoftware() {
        assertThat(call.get("/healthz").headers().map()).doesNotContainKeys("server", "x-powered-by");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/clients/a%2Fb", "/api/v1/clients/a%2fb", "/api/v1/tokens/a%2Fb"})
    void slashThatIsEncodedIsSaidToBeOne(String path) {
        assertThat(call.delete(path).problem(404).path("detail").asText()).contains("%2F counts as /");
    }
}
