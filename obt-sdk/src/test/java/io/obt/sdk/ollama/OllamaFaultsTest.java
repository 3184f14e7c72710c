package io.obt.sdk.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import io.obt.sdk.RawServer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of an Ollama that fails: the fact, the address, the way out. */
class OllamaFaultsTest extends StubbedOllama {
    @Test
    void redirectsAreNotFollowed() throws Exception {
        on("/api/version", aResponse().withStatus(302).withHeader("Location", wire.baseUrl() + "/elsewhere"));

        assertThat(reason()).contains("answered 302 to /api/version").contains("another program on that port");
        wire.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/version", "/api/tags", "/api/ps"})
    void refusingTheNameItIsCalledBySaysHowElse(String path) throws Exception {
        on(path, aResponse().withStatus(403));

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

    @ParameterizedTest
    @ValueSource(strings = {"/api/tags", "/api/ps"})
    void anOllamaThatIsBusySaysSo(String path) throws Exception {
        on(
                path,
                aResponse()
                        .withStatus(503)
                        .withBody("{\"error\":\"server busy, please try again.  maximum pending requests exceeded\"}"));

        assertThat(reason())
                .isEqualTo("Ollama at " + wire.baseUrl() + " answered 503 to " + path
                        + ": server busy, please try again. maximum pending requests exceeded. Its log tells more");
    }

    @Test
    void aPathThatEveryOllamaHasAndThisOneHasNotIsAnotherProgram() throws Exception {
        on("/api/tags", aResponse().withStatus(404).withBody("404 page not found"));

        assertThat(reason()).contains("answered 404 to /api/tags. Is another program on that port?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "{\"models\":[{\"model\":\"a:1\"},{\"mod", "{\"models\":[{\"model\":\"a:1\"}"})
    void aListOfLoadedModelsThatIsCutOrNoneIsNotTakenForOne(String body) throws Exception {
        on("/api/ps", okJson(body));

        assertThat(reason()).contains("not Ollama's JSON to /api/ps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tags", "/api/ps"})
    void aBodyCutShortOfItsLengthIsSaid(String path) throws Exception {
        on(path, okJson("{\"models\":[").withHeader("Content-Length", "4000"));

        assertThat(reason()).contains("ended the connection in the middle of its answer to " + path);
    }

    private String reason() throws InterruptedException {
        OllamaReport report = ollama.report();
        assertThat(report.state().available()).isFalse();
        assertThat(report.inventory()).isNull();
        return report.state().error();
    }
}
