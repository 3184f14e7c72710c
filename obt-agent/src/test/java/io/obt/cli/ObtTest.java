package io.obt.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.obt.protocol.Json;
import io.obt.store.PoisonText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ObtTest {
    private static final String FLEET = """
            {"clients":{"total":%d,"online":%d,"degraded":%d,"stale":%d,"offline":%d,"left":0},
             "models":{"distinct":31,"installed":90,"loaded":3,"drifting":%d,"installedBytes":1234567890123},
             "operations":{"running":0},"store":{"kind":"embedded","available":true},
             "server":{"version":"0.1.0","startedAt":"2026-08-01T09:00:00Z","serverTime":"2026-08-01T10:00:00Z",
                       "demo":false,"insecure":false,"heartbeatIntervalMillis":10000,"leaseMillis":60000}}""";
    private static final String ITEM = """
            {"kind":"%s","clientId":"%s","since":"%s","reason":"%s","nextStep":"%s"}""";

    @RegisterExtension
    static final WireMockExtension server = WireMockExtension.newInstance().build();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aFleetWithProblems() {
        on("/api/v1/fleet", FLEET.formatted(42, 39, 1, 1, 1, 1));
        on(
                "/api/v1/attention",
                attention(
                        6,
                        ITEM.formatted("OFFLINE", "gpu-11", "2026-07-30T10:00:00Z", "silent for 60 s", "Is it on?"),
                        ITEM.formatted("DEGRADED", "gpu-7", "2026-08-01T09:48:00Z", "connection refused", "Start it"),
                        ITEM.formatted(
                                "STALE", "mac", "2026-08-01T09:59:18Z", "no contact for \\u001b[31m42 s", "Wait"),
                        "{\"kind\":\"DISK\",\"clientId\":\"nas\",\"reason\":\"96 % full\",\"nextStep\":\"ollama rm\"}",
                        "{\"kind\":\"DRIFT\",\"model\":\"llama3.2:latest\",\"clients\":9,"
                                + "\"reason\":\"2 different digests on 9 clients\"}"));
    }

    @Test
    void statusIsALineForTheFleetAndOneForEachProblem() throws Exception {
        assertThat(run("status")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "42 clients: 39 online, 1 degraded, 1 no contact, 1 offline   31 models, 1.2 TB",
                        "! gpu-11  offline     2d   silent for 60 s   Is it on?",
                        "! gpu-7   degraded    12m  connection refused   Start it",
                        "! mac     no contact  42s  no contact for ?[31m42 s   Wait",
                        "! nas     disk             96 % full   ollama rm",
                        "! llama3.2:latest has 2 different digests on 9 clients",
                        "! and 1 more");
    }

    static List<String> poison() {
        return Stream.concat(PoisonText.ALL.stream(), Stream.of("\u009b31mred", "\u0085", "\u007f"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("poison")
    void textOfStrangersIsShownAsTextAndNeverObeyed(String poison) throws Exception {
        String json = new String(Json.write(poison), StandardCharsets.UTF_8);
        String inside = json.substring(1, json.length() - 1);
        on(
                "/api/v1/fleet",
                FLEET.formatted(1, 0, 1, 0, 0, 1)
                        .replace("\"available\":true", "\"available\":false,\"detail\":" + json));
        on(
                "/api/v1/attention",
                attention(
                        2,
                        ITEM.formatted("DEGRADED", inside, "2026-08-01T09:48:00Z", inside, inside),
                        "{\"kind\":\"DRIFT\",\"model\":" + json + ",\"clients\":9,\"reason\":" + json + "}"));
        assertThat(run("status")).isZero();
        assertShown(poison, 4);

        out.getBuffer().setLength(0);
        server.stubFor(get(urlPathEqualTo("/api/v1/fleet"))
                .willReturn(aResponse().withStatus(503).withBody("{\"status\":503,\"detail\":" + json + "}")));
        assertThat(run("status")).isEqualTo(1);
        out.append(err.toString());
        assertShown(poison, 1);
    }

    private void assertShown(String poison, int lines) {
        assertThat(out.toString().split("\n")).as(poison).hasSize(lines);
        assertThat(out.toString().replace("\n", "").codePoints().map(Character::getType))
                .as(poison)
                .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.LINE_SEPARATOR, (int)
                        Character.PARAGRAPH_SEPARATOR);
        StringBuilder shown = new StringBuilder();
        poison.codePoints()
                .forEach(each -> shown.appendCodePoint(
                        Character.isISOControl(each)
                                        || Character.getType(each) == Character.FORMAT
                                        || each == '\u2028'
                                        || each == '\u2029'
                                ? '?'
                                : each));
        assertThat(out.toString()).contains(shown);
    }

    @Test
    void checkMakesAProblemAnError() throws Exception {
        assertThat(run("status", "--check")).isEqualTo(1);
        on("/api/v1/attention", attention(0));
        assertThat(run("status", "--check")).isZero();
    }

    @Test
    void anEmptyFleetIsToldWhatToDo() throws Exception {
        on("/api/v1/fleet", FLEET.formatted(0, 0, 0, 0, 0, 0));
        on("/api/v1/session", "{\"name\":\"anyone\",\"role\":\"ADMIN\",\"tokens\":false}");
        assertThat(run("status")).isZero();
        assertThat(out.toString())
                .startsWith("0 clients ")
                .contains("obt agent")
                .doesNotContain("--join");
    }

    @Test
    void anEmptyFleetThatAsksForTokensNamesTheOneToJoinBy() throws Exception {
        on("/api/v1/fleet", FLEET.formatted(0, 0, 0, 0, 0, 0));
        on("/api/v1/session", "{\"name\":\"anna\",\"role\":\"VIEWER\",\"tokens\":true}");
        assertThat(run("status")).isZero();
        assertThat(out.toString())
                .contains("obt agent --server URL --join TOKEN")
                .contains("join-token");
    }

    @Test
    void jsonIsTheSameForPrograms() throws Exception {
        assertThat(run("status", "--json")).isZero();
        StatusCommand.Status status =
                Json.read(out.toString().getBytes(StandardCharsets.UTF_8), StatusCommand.Status.class);
        assertThat(status.fleet().clients().online()).isEqualTo(39);
        assertThat(status.attention().total()).isEqualTo(6);
        assertThat(status.attention().items())
                .extracting("clientId")
                .containsExactly("gpu-11", "gpu-7", "mac", "nas", null);
    }

    @Test
    void noServerIsSaidWithItsOwnExitStatus() throws Exception {
        assertThat(run("status", "--server", "http://127.0.0.1:1")).isEqualTo(7);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("http://127.0.0.1:1", "connection refused", "obt start");
    }

    @Test
    void serverThatHangsUpMayWantTls() throws Exception {
        server.stubFor(
                get(urlPathEqualTo("/api/v1/fleet")).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        assertThat(run("status")).isEqualTo(7);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains(
                        "connection closed before the answer was whole; if it speaks TLS, its address begins with https://");
    }

    @Test
    void whatTheServerSaysInsteadIsHandedOn() throws Exception {
        server.stubFor(get(urlPathEqualTo("/api/v1/fleet"))
                .willReturn(aResponse().withStatus(421).withBody("{\"status\":421,\"detail\":\"Not my name: obt\"}")));
        assertThat(run("status")).isEqualTo(1);
        assertThat(err.toString()).contains("answered 421: Not my name: obt");
    }

    @Test
    void anotherProgramAtThatAddressIsNoStackTrace() throws Exception {
        on("/api/v1/fleet", "<html>");
        assertThat(run("status")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("no OBT server says");
    }

    @ParameterizedTest
    @CsvSource({
        "'', obt status",
        "stats, obt --help",
        "token, obt token",
        "token create, obt token create --help",
        "token revoke, obt token revoke --help",
        "token list --all, obt token list --help",
        "status --jsn, obt status --help",
        "status --fingerprint 9F:3C, OBT_SERVER_FINGERPRINT is '9F:3C'",
        "status --server x, OBT_SERVER_URL is 'x'"
    })
    void misuseIsSaidAndHasItsOwnExitStatus(String arguments, String hint) throws Exception {
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
        assertThat(Obt.run(words, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true)))
                .isEqualTo(2);
        assertThat(err.toString()).contains(hint).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "999,999 B", "1000,1.0 kB", "2019393189,2.0 GB", "1234567890123,1.2 TB"})
    void sizesAreDecimalAsOllamaPrintsThem(long bytes, String text) {
        assertThat(StatusText.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0s", "59,59s", "60,1m", "3599,59m", "3600,1h", "86399,23h", "86400,1d", "-5,0s"})
    void agesHaveOneUnit(long seconds, String text) {
        Instant now = Instant.parse("2026-08-01T10:00:00Z");
        assertThat(StatusText.age(now.minusSeconds(seconds), now)).isEqualTo(text);
    }

    private int run(String... arguments) throws InterruptedException {
        return Obt.run(
                arguments,
                Map.of("OBT_SERVER_URL", server.baseUrl()),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private static String attention(int total, String... items) {
        return "{\"items\":[" + String.join(",", items) + "],\"total\":" + total + "}";
    }

    private static void on(String path, String body) {
        server.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(body)));
    }
}
