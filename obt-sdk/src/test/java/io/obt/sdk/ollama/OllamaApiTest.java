package io.obt.sdk.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.obt.log.LogOf;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.model.ModelDescriptor;
import io.obt.sdk.RawServer;
import io.obt.sdk.http.HttpTransport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaApiTest {
    private static final String DIGEST = "a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72";
    private static final HttpTransport TRANSPORT = new HttpTransport("test");

    // Long enough for a busy machine; where a time-out is the subject, it is short.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final WireMockExtension wire = WireMockExtension.newInstance().build();

    private final OllamaApi ollama = new OllamaApi(URI.create(wire.baseUrl()), TRANSPORT, PATIENCE);

    @BeforeEach
    void aWellOllamaWithoutModels() {
        on("/api/version", okJson("{\"version\":\"0.32.15\"}"));
        on("/api/tags", okJson("{\"models\":[]}"));
        on("/api/ps", okJson("{\"models\":[]}"));
    }

    @Test
    void anOllamaWithoutModelsIsWell() throws Exception {
        OllamaReport report = ollama.report();

        assertThat(report.state().available()).isTrue();
        assertThat(report.state().version()).isEqualTo("0.32.15");
        assertThat(report.inventory()).isEqualTo(Inventory.of(List.of()));
        assertThat(report.loaded()).isEmpty();
    }

    @Test
    void aModelIsReadAsOllamaListsIt() throws Exception {
        tags("""
                {"name":"llama3.2:latest","model":"llama3.2:latest",
                 "modified_at":"2026-08-01T10:22:07.120394857+02:00","size":2019393189,
                 "digest":"%s","details":{"parent_model":"","format":"gguf","family":"llama","families":["llama"],
                 "parameter_size":"3.2B","quantization_level":"Q4_K_M","context_length":131072,
                 "embedding_length":3072},"capabilities":["completion","tools"]}""".formatted(DIGEST));

        InstalledModel model = ollama.installed().get(0);

        assertThat(model.modifiedAt()).isEqualTo(Instant.parse("2026-08-01T08:22:07.120394857Z"));
        assertThat(model.descriptor())
                .isEqualTo(new ModelDescriptor(
                        model.name(),
                        DIGEST,
                        2_019_393_189L,
                        "gguf",
                        "llama",
                        List.of("llama"),
                        "3.2B",
                        "Q4_K_M",
                        131_072L,
                        List.of("completion", "tools"),
                        null));
    }

    @Test
    void whatAnOldOllamaLeavesOutIsUnknown() throws Exception {
        tags("{\"name\":\"llama2:latest\",\"size\":3826793677,\"details\":{\"families\":null,\"family\":\"\"}}");

        ModelDescriptor model = ollama.installed().get(0).descriptor();

        assertThat(model.name()).hasToString("llama2:latest");
        assertThat(model.sizeBytes()).isEqualTo(3_826_793_677L);
        assertThat(model.families()).isNull();
        assertThat(model.family()).isNull();
        assertThat(model.capabilities()).isNull();
        assertThat(model.contextLength()).isNull();
        assertThat(model.digest()).isNull();
    }

    @Test
    void unknownFieldsAndWrongTypesCostNothing() throws Exception {
        tags("""
                {"model":"a:1","size":"big","digest":7,"modified_at":{"x":1},"details":[],"capabilities":"tools",
                 "future":{"deep":[[[{}]]]}}""");

        assertThat(ollama.installed())
                .singleElement()
                .extracting(
                        model -> model.descriptor().sizeBytes(),
                        model -> model.descriptor().digest(),
                        InstalledModel::modifiedAt,
                        model -> model.descriptor().capabilities())
                .containsExactly(null, null, null, null);
    }

    @Test
    void modelsThatAreNullAreNone() throws Exception {
        on("/api/tags", okJson("{\"models\":null}"));
        on("/api/ps", okJson("{\"models\":null}"));

        assertThat(ollama.installed()).isEmpty();
        assertThat(ollama.loaded()).contains(List.of());
    }

    @Test
    void aCloudStubIsListedAsSuch() throws Exception {
        tags("""
                {"name":"gpt-oss:120b-cloud","model":"gpt-oss:120b-cloud","remote_model":"gpt-oss:120b",
                 "remote_host":"https://ollama.com:443","size":384}""", "{\"model\":\"b:cloud\",\"remote_model\":\"b\"}");

        assertThat(ollama.installed())
                .extracting(
                        model -> model.name().toString(),
                        model -> model.descriptor().remoteHost(),
                        model -> model.descriptor().isLocal())
                .containsExactly(
                        tuple("gpt-oss:120b-cloud", "https://ollama.com:443", false),
                        tuple("b:cloud", "unknown", false));
    }

    @ParameterizedTest
    @CsvSource({
        "0001-01-01T00:00:00Z,",
        "0001-01-01T00:00:00+02:00,",
        "2318-08-21T18:53:22.318+02:00, 2318-08-21T16:53:22.318Z",
        "2026-08-21T18:53:22.318999999-11:30, 2026-08-22T06:23:22.318999999Z",
        "yesterday,"
    })
    void timesComeWithAnyOffsetAndOfAnyYear(String text, Instant time) throws Exception {
        on("/api/ps", okJson("{\"models\":[{\"model\":\"a:1\",\"expires_at\":\"" + text + "\"}]}"));

        assertThat(ollama.loaded().orElseThrow().get(0).expiresAt()).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "3461349376, 3461349376, 3461349376, 3461349376",
        "3461349376, 0, 3461349376, 0",
        "0, 0, , ",
        "10, 11, 10, ",
    })
    void memoryThatCannotBeIsUnknown(long size, long vram, Long sizeBytes, Long vramBytes) throws Exception {
        on(
                "/api/ps",
                okJson("{\"models\":[{\"name\":\"a:1\",\"size\":%d,\"size_vram\":%d,\"context_length\":4096}]}"
                        .formatted(size, vram)));

        LoadedModel model = ollama.loaded().orElseThrow().get(0);

        assertThat(model.sizeBytes()).isEqualTo(sizeBytes);
        assertThat(model.vramBytes()).isEqualTo(vramBytes);
        assertThat(model.contextLength()).isEqualTo(4_096);
    }

    @Test
    void anOllamaOlderThanVersionAndPsIsWell() throws Exception {
        on("/api/version", aResponse().withStatus(404).withBody("404 page not found"));
        on("/api/ps", aResponse().withStatus(404).withBody("404 page not found"));

        OllamaReport report = ollama.report();

        assertThat(report.state().available()).isTrue();
        assertThat(report.state().version()).isNull();
        assertThat(report.loaded()).isNull();
    }

    @Test
    void namesOutsideTheGrammarAreLeftOutAndToldOnce() throws Exception {
        tags(
                "{\"model\":\"good:1\"}",
                "{\"model\":\"bad name:1\"}",
                "{\"model\":\"\"}",
                "{}",
                "7",
                "{\"model\":\"../x\"}");
        try (LogOf log = LogOf.type(LeftOut.class)) {
            ollama.installed();
            assertThat(ollama.installed())
                    .extracting(model -> model.name().toString())
                    .containsExactly("good:1");

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("'bad name:1'"))
                    .hasSize(1);
            assertThat(log.lines()).hasSize(3);
        }
    }

    @Test
    void aNameListedTwiceIsReportedOnceWhateverItsCase() throws Exception {
        tags("{\"model\":\"a:1\",\"size\":1}", "{\"model\":\"A:1\",\"size\":2}");

        assertThat(ollama.report().inventory().models())
                .extracting(model -> model.descriptor().sizeBytes())
                .containsExactly(1L);
    }

    @Test
    void moreThanTwoThousandModelsAreCutAndToldOnce() throws Exception {
        tags(IntStream.range(0, 2_345)
                .mapToObj(i -> "{\"model\":\"m" + i + ":1\"}")
                .toArray(String[]::new));
        try (LogOf log = LogOf.type(LeftOut.class)) {
            ollama.installed();
            assertThat(ollama.installed()).hasSize(2_000);
            assertThat(log.lines()).singleElement().asString().contains("2345", "2000");
        }
    }

    @Test
    void textsAreCutToOneShortLineThatCanBeSentOn() throws Exception {
        tags("{\"model\":\"a:1\",\"details\":{\"family\":\"x\\ny\\ud800z\",\"format\":\"" + "f".repeat(9_000) + "\"}}");

        ModelDescriptor model = ollama.installed().get(0).descriptor();

        assertThat(model.family()).isEqualTo("x y?z");
        assertThat(model.format()).hasSizeLessThan(400);
    }

    @Test
    void itIsCalledByTheHostOfItsUrlWithoutOriginOverHttp11() throws Exception {
        ollama.version();

        wire.verify(getRequestedFor(urlEqualTo("/api/version"))
                .withHeader("Host", equalTo("localhost:" + wire.getPort()))
                .withoutHeader("Origin")
                .withoutHeader("Referer")
                .withoutHeader("Upgrade"));
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        on("/api/version", aResponse().withStatus(302).withHeader("Location", wire.baseUrl() + "/elsewhere"));

        assertThat(reason()).contains("answered 302 to /api/version").contains("another program on that port");
        wire.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void refusingTheNameItIsCalledBySaysHowElse() throws Exception {
        on("/api/version", aResponse().withStatus(403));

        assertThat(reason()).contains("(403)").contains("IP address or as localhost");
    }

    @Test
    void ollamasOwnWordsAreHandedOn() throws Exception {
        on("/api/tags", aResponse().withStatus(500).withBody("{\"error\":\"open manifests:\\n permission denied\"}"));

        assertThat(reason())
                .contains("answered 500 to /api/tags: open manifests: permission denied. Its log tells more");
    }

    @Test
    void anErrorInPlainTextIsNoSurprise() throws Exception {
        on("/api/tags", aResponse().withStatus(405).withBody("405 method not allowed"));

        assertThat(reason()).contains("answered 405 to /api/tags. Is another program on that port?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "\"models\"", "{\"models\":7}", "{}", "{\"models\":[{\"model\":\"a"})
    void whatIsNotOllamasJsonIsSaidToBeAnotherProgram(String body) throws Exception {
        on("/api/tags", okJson(body));

        assertThat(reason())
                .isEqualTo(wire.baseUrl() + " answered something that is not Ollama's JSON to /api/tags."
                        + " Is another program on that port?");
    }

    @Test
    void nobodyListeningIsSaidWithWhatToTry() throws Exception {
        OllamaApi nobody = new OllamaApi(URI.create("http://localhost:1"), TRANSPORT, PATIENCE);

        assertThat(nobody.report().state().error())
                .isEqualTo("Ollama does not answer at http://localhost:1 (connection refused). Is it running?"
                        + " Try: ollama serve");
    }

    @Test
    void anUnknownHostIsSaid() throws Exception {
        OllamaApi nowhere = new OllamaApi(URI.create("http://nowhere.invalid:1"), TRANSPORT, PATIENCE);

        assertThat(nowhere.report().state().error()).contains("host unknown or unreachable");
    }

    @Test
    void anAnswerThatDoesNotComeIsGivenUpInTime() throws Exception {
        on("/api/version", okJson("{}").withFixedDelay(60_000));

        assertThat(impatient().report().state().error())
                .contains("accepted the connection but did not answer /api/version within 500 ms");
    }

    @Test
    void anAnswerThatTricklesIsGivenUpInTime() {
        on("/api/tags", okJson("{\"models\":[]}").withChunkedDribbleDelay(5, 60_000));

        assertThatExceptionOfType(OllamaException.class)
                .isThrownBy(() -> impatient().installed())
                .withMessageContaining("did not answer /api/tags within 500 ms");
    }

    private static OllamaApi impatient() {
        return new OllamaApi(URI.create(wire.baseUrl()), TRANSPORT, Duration.ofMillis(500));
    }

    @ParameterizedTest
    @CsvSource({
        "EMPTY_RESPONSE, ended the connection",
        "MALFORMED_RESPONSE_CHUNK, did not answer /api/tags as it should",
        "CONNECTION_RESET_BY_PEER, /api/tags"
    })
    void aConnectionThatBreaksIsSaid(Fault fault, String words) throws Exception {
        on("/api/tags", aResponse().withFault(fault));

        assertThat(reason()).contains(words);
    }

    @Test
    void anotherProtocolIsSaid() throws Exception {
        try (RawServer ssh = RawServer.saying("SSH-2.0-OpenSSH_9.2\r\n")) {
            OllamaApi other = new OllamaApi(ssh.url(), TRANSPORT, PATIENCE);

            assertThat(other.report().state().error())
                    .isEqualTo(ssh.url() + " answered something that is not HTTP. Is another program on that port?");
        }
    }

    @Test
    void aHalfDeadConnectionIsGivenUpAndClosed() throws Exception {
        try (RawServer stalling = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
                .thenSilent()) {
            OllamaApi half = new OllamaApi(stalling.url(), TRANSPORT, Duration.ofMillis(300));

            assertThat(half.report().state().error()).contains("did not answer /api/version within 300 ms");
            await().untilAsserted(() -> assertThat(stalling.closedByCaller()).isEqualTo(1));
        }
    }

    @Test
    void anAnswerBeyondAllReasonIsNotReadToItsEnd() throws Exception {
        on("/api/tags", okJson("{\"models\":[\"" + "x".repeat(17 << 20) + "\"]}"));

        assertThat(reason()).contains("longer than 16 MiB");
    }

    private String reason() throws InterruptedException {
        OllamaReport report = ollama.report();
        assertThat(report.state().available()).isFalse();
        assertThat(report.inventory()).isNull();
        return report.state().error();
    }

    private static void tags(String... models) {
        on("/api/tags", okJson("{\"models\":[" + String.join(",", models) + "]}"));
    }

    private static void on(String path, ResponseDefinitionBuilder response) {
        wire.stubFor(get(urlEqualTo(path)).willReturn(response));
    }
}
