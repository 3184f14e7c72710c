package io.obt.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are no message: 400 where they are malformed, 422 where they are merely too much, and the field named. */
final class BadBodyTest {
    private static final String HEARTBEATS = "/api/v1/clients/desk/heartbeats";
    private static final String REGISTRATION = "/api/v1/clients/desk/registration";

    private static TestServer server;
    private static String registration = "";

    @BeforeAll
    static void start() {
        server = TestServer.empty();
        registration = server.call.join("desk", "llama3.2");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<String> malformed() {
        return Stream.of(
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "7",
                "true",
                "{",
                "{]",
                "{\"sequence\":}",
                "{'sequence':1}",
                "{\"sequence\":1}}",
                "{\"sequence\":1}{\"sequence\":2}",
                "{\"sequence\":01}",
                "{\"sequence\":NaN}",
                "{\"sequence\":Infinity}",
                "{\"sequence\":1e}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\ud83d\"",
                "// comment\n{}",
                "<heartbeat/>",
                "registrationId=r-1&sequence=1");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void bodyThatIsNoJsonObjectIsABadRequest(String body) {
        server.call.post(HEARTBEATS, body).problem(400);
        server.call.put(REGISTRATION, body).problem(400);
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of(
                bytes("{\"a\":\"", 0xff, "\"}"),
                bytes("{\"a\":\"", 0xc3, "\"}"),
                bytes("{\"a\":\"", 0xc0, "\"}"),
                bytes("{\"", 0xfe, "\":1}"),
                new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}'},
                new byte[1_000]);
    }

    private static byte[] bytes(String before, int one, String after) {
        byte[] all = (before + "?" + after).getBytes(UTF_8);
        all[before.length()] = (byte) one;
        return all;
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void bodyThatIsNotUtf8IsABadRequest(byte[] body) {
        server.call
                .send(server.call
                        .request(HEARTBEATS)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body)))
                .problem(400);
    }

    @Test
    void jsonMayNestThirtyTwoDeepAndNoDeeper() {
        server.call
                .beat("desk", registration, 0, ",\"unknown\":" + "[".repeat(31) + "]".repeat(31))
                .json();
        for (int depth : new int[] {32, 33, 1_000, 200_000}) {
            server.call
                    .beat("desk", registration, 0, ",\"unknown\":" + "[".repeat(depth) + "]".repeat(depth))
                    .problem(400);
            server.call.post(HEARTBEATS, "{\"a\":".repeat(depth)).problem(400);
        }
    }

    @Test
    void numberOfAThousandDigitsAndMoreIsABadRequest() {
        server.call
                .beat("desk", registration, 0, ",\"unknown\":" + "9".repeat(5_000))
                .problem(400);
        server.call.post(HEARTBEATS, "{\"sequence\":" + "9".repeat(5_000) + "}").problem(400);
    }

    static Stream<Arguments> wrongInAHeartbeat() {
        return Stream.of(
                Arguments.of("/registrationId", report("1", "1", "{\"available\":true}")),
                Arguments.of("/registrationId", report("null", "1", "{\"available\":true}")),
                Arguments.of("/registrationId", report("\"\"", "1", "{\"available\":true}")),
                Arguments.of("/registrationId", report("\"" + "x".repeat(129) + "\"", "1", "{\"available\":true}")),
                Arguments.of("/sequence", report("\"r\"", "\"1\"", "{\"available\":true}")),
                Arguments.of("/sequence", report("\"r\"", "1.5", "{\"available\":true}")),
                Arguments.of("/sequence", report("\"r\"", "true", "{\"available\":true}")),
                Arguments.of("/sequence", report("\"r\"", "99999999999999999999", "{\"available\":true}")),
                Arguments.of("/sequence", report("\"r\"", "null", "{\"available\":true}")),
                Arguments.of("/ollama", report("\"r\"", "1", "true")),
                Arguments.of("/ollama", report("\"r\"", "1", "null")),
                Arguments.of("/ollama", report("\"r\"", "1", "[]")),
                Arguments.of("/ollama/available", report("\"r\"", "1", "{\"available\":\"true\"}")),
                Arguments.of("/ollama/available", report("\"r\"", "1", "{\"available\":1}")),
                Arguments.of("/ollama/available", report("\"r\"", "1", "{\"available\":null}")),
                Arguments.of("/ollama/version", report("\"r\"", "1", "{\"available\":true,\"version\":32}")),
                Arguments.of("/models", more("\"models\":{}")),
                Arguments.of("/models", more("\"models\":\"llama3.2\"")),
                Arguments.of("/models/0", more("\"models\":[null]")),
                Arguments.of("/models/1", more("\"models\":[{\"name\":\"a\"},7]")),
                Arguments.of("/models/0/name", more("\"models\":[{}]")),
                Arguments.of("/models/0/name", more("\"models\":[{\"name\":7}]")),
                Arguments.of("/models/1/name", more("\"models\":[{\"name\":\"a\"},{\"name\":\"../etc\"}]")),
                Arguments.of("/models/0/digest", more("\"models\":[{\"name\":\"a\",\"digest\":\"sha256:00\"}]")),
                Arguments.of("/models/0/sizeBytes", more("\"models\":[{\"name\":\"a\",\"sizeBytes\":-1}]")),
                Arguments.of("/models/0/sizeBytes", more("\"models\":[{\"name\":\"a\",\"sizeBytes\":\"1\"}]")),
                Arguments.of("/models/0/sizeBytes", more("\"models\":[{\"name\":\"a\",\"sizeBytes\":1e30}]")),
                Arguments.of("/models/0/modifiedAt", more("\"models\":[{\"name\":\"a\",\"modifiedAt\":\"today\"}]")),
                Arguments.of("/models/0/modifiedAt", more("\"models\":[{\"name\":\"a\",\"modifiedAt\":1722506527}]")),
                Arguments.of("/models/0/families", more("\"models\":[{\"name\":\"a\",\"families\":\"llama\"}]")),
                Arguments.of("/models/0/families/0", more("\"models\":[{\"name\":\"a\",\"families\":[null]}]")),
                Arguments.of("/models/0/capabilities/0", more("\"models\":[{\"name\":\"a\",\"capabilities\":[null]}]")),
                Arguments.of("/models/0/families/0", more("\"models\":[{\"name\":\"a\",\"families\":[1]}]")),
                Arguments.of("/models", more("\"models\":[{\"name\":\"a\"},{\"name\":\"A:latest\"}]")),
                Arguments.of("/loaded/0", more("\"loaded\":[null]")),
                Arguments.of("/loaded/0/name", more("\"loaded\":[{\"name\":\"a b\"}]")),
                Arguments.of("/loaded/0/expiresAt", more("\"loaded\":[{\"name\":\"a\",\"expiresAt\":\"soon\"}]")),
                Arguments.of("/usage", more("\"usage\":[]")),
                Arguments.of("/usage/cpuPercent", more("\"usage\":{\"cpuPercent\":\"12\"}")),
                Arguments.of("/usage/cpuPercent", more("\"usage\":{\"cpuPercent\":1e400}")),
                Arguments.of("/usage/memoryUsedBytes", more("\"usage\":{\"memoryUsedBytes\":1.5}")),
                Arguments.of("/usage/gpus", more("\"usage\":{\"gpus\":{}}")),
                Arguments.of("/usage/gpus/0", more("\"usage\":{\"gpus\":[null]}")),
                Arguments.of("/inventoryFingerprint", more("\"inventoryFingerprint\":{}")),
                Arguments.of("/inventoryFingerprint", more("\"inventoryFingerprint\":\"\\ud83d\"")));
    }

    private static String report(String registrationId, String sequence, String ollama) {
        return "{\"registrationId\":" + registrationId + ",\"sequence\":" + sequence + ",\"ollama\":" + ollama + "}";
    }

    private static String more(String fields) {
        return Wire.heartbeat("r", 1, "," + fields);
    }

    @ParameterizedTest
    @MethodSource("wrongInAHeartbeat")
    void wrongFieldOfAHeartbeatIsNamed(String pointer, String body) {
        Answer refused = server.call.post(HEARTBEATS, body);
        refused.problem(400);
        assertThat(refused.pointers()).as(refused.body()).containsExactly(pointer);
    }

    static Stream<Arguments> wrongInARegistration() {
        return Stream.of(
                Arguments.of("/instanceId", "{}"),
                Arguments.of("/instanceId", "{\"instanceId\":\" \",\"agentVersion\":\"1\"}"),
                Arguments.of("/instanceId", "{\"instanceId\":[],\"agentVersion\":\"1\"}"),
                Arguments.of("/agentVersion", "{\"instanceId\":\"i\"}"),
                Arguments.of("/agentVersion", "{\"instanceId\":\"i\",\"agentVersion\":1}"),
                Arguments.of("/heartbeatIntervalMillis", wish("0")),
                Arguments.of("/heartbeatIntervalMillis", wish("-1")),
                Arguments.of("/heartbeatIntervalMillis", wish("\"10s\"")),
                Arguments.of("/heartbeatIntervalMillis", wish("1.5")),
                Arguments.of("/labels", claim("\"labels\":[]")),
                Arguments.of("/labels", claim("\"labels\":{\"a b\":\"c\"}")),
                Arguments.of("/labels", claim("\"labels\":{\"\":\"c\"}")),
                Arguments.of("/labels", claim("\"labels\":{\"a\":\"<img>\"}")),
                Arguments.of("/labels/a", claim("\"labels\":{\"a\":null}")),
                Arguments.of("/labels/a", claim("\"labels\":{\"a\":1}")),
                Arguments.of("/hardware", claim("\"hardware\":7")),
                Arguments.of("/hardware/cpuCores", claim("\"hardware\":{\"cpuCores\":\"8\"}")),
                Arguments.of("/hardware/cpuCores", claim("\"hardware\":{\"cpuCores\":99999999999}")),
                Arguments.of("/hardware/gpus", claim("\"hardware\":{\"gpus\":7}")),
                Arguments.of("/hardware/gpus/0", claim("\"hardware\":{\"gpus\":[null]}")),
                Arguments.of("/hardware/gpus/0/name", claim("\"hardware\":{\"gpus\":[{}]}")),
                Arguments.of("/allow", claim("\"allow\":\"pull\"")),
                Arguments.of("/allow/0", claim("\"allow\":[null]")),
                Arguments.of("/allow/1", claim("\"allow\":[\"pull\",2]")));
    }

    private static String wish(String value) {
        return claim("\"heartbeatIntervalMillis\":" + value);
    }

    private static String claim(String fields) {
        return Wire.registration("i-1", "," + fields);
    }

    @ParameterizedTest
    @MethodSource("wrongInARegistration")
    void wrongFieldOfARegistrationIsNamed(String pointer, String body) {
        Answer refused = server.call.put(REGISTRATION, body);
        refused.problem(400);
        assertThat(refused.pointers()).as(refused.body()).containsExactly(pointer);
    }

    static Stream<Arguments> tooMuch() {
        String longText = "\"" + "x".repeat(8 * 1024 + 1) + "\"";
        return Stream.of(
                Arguments.of(HEARTBEATS, "/models", more("\"models\":" + many(2_001))),
                Arguments.of(HEARTBEATS, "/loaded", more("\"loaded\":" + many(2_001))),
                Arguments.of(HEARTBEATS, "/inventoryFingerprint", more("\"inventoryFingerprint\":" + longText)),
                Arguments.of(HEARTBEATS, "/models/0/name", more("\"models\":[{\"name\":" + longText + "}]")),
                Arguments.of(
                        HEARTBEATS,
                        "/ollama/error",
                        report("\"r\"", "1", "{\"available\":false,\"error\":" + longText + "}")),
                Arguments.of(REGISTRATION, "/labels", claim("\"labels\":" + labels(17))),
                Arguments.of(
                        REGISTRATION,
                        "/labels/" + "k".repeat(65),
                        claim("\"labels\":{\"" + "k".repeat(65) + "\":\"v\"}")),
                Arguments.of(REGISTRATION, "/labels/k", claim("\"labels\":{\"k\":\"" + "v".repeat(65) + "\"}")),
                Arguments.of(REGISTRATION, "/hardware/hostName", claim("\"hardware\":{\"hostName\":" + longText + "}")),
                Arguments.of(
                        REGISTRATION,
                        "/allow",
                        claim("\"allow\":"
                                + IntStream.range(0, 17)
                                        .mapToObj(i -> "\"a" + i + "\"")
                                        .toList())));
    }

    private static String many(int models) {
        return IntStream.range(0, models)
                .mapToObj(i -> "{\"name\":\"m" + i + "\"}")
                .collect(joining(",", "[", "]"));
    }

    private static String labels(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + "k".repeat(60) + i + "\":\"" + "v".repeat(64) + "\"")
                .collect(joining(",", "{", "}"));
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void wellFormedBodyOverALimitIsUnprocessableAndNamesTheField(String path, String pointer, String body) {
        Answer refused = path.equals(HEARTBEATS) ? server.call.post(path, body) : server.call.put(path, body);
        refused.problem(422);
        assertThat(refused.pointers()).containsExactly(pointer);
    }

    @Test
    void whatIsJustWithinTheLimitsIsTaken() {
        server.call
                .register(
                        "full",
                        "i".repeat(128),
                        ",\"labels\":" + labels(16) + ",\"hardware\":{\"hostName\":\"" + "x".repeat(8 * 1024) + "\"}")
                .json();
    }

    @Test
    void nothingOfARefusedBodyIsTaken() {
        server.call
                .post(HEARTBEATS, Wire.heartbeat(registration, 99, Wire.inventory("f-9", "taken", "not taken")))
                .problem(400);
        assertThat(server.call.get("/api/v1/clients/desk").json().path("models").toString())
                .contains("llama3.2")
                .doesNotContain("taken");
        assertThat(List.of(server.call.get("/api/v1/models/taken").status())).containsExactly(404);
    }
}
