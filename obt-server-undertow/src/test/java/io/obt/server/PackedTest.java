package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Large answers are packed for those who take it. */
final class PackedTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.empty();
        IntStream.range(0, 20).forEach(i -> server.call.join("c-" + i, "llama3.2"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<byte[]> ask(String method, String path, String encoding) throws Exception {
        HttpRequest.Builder request = server.call.request(path).method(method, HttpRequest.BodyPublishers.noBody());
        return HttpClient.newHttpClient()
                .send(
                        (encoding.isEmpty() ? request : request.header("Accept-Encoding", encoding)).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return String.join(", ", answer.headers().allValues(name));
    }

    private static String unpacked(byte[] body) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void packedAnswerIsTheSameAndSmaller() throws Exception {
        HttpResponse<byte[]> plain = ask("GET", "/api/v1/clients", "");
        HttpResponse<byte[]> packed = ask("GET", "/api/v1/clients", "gzip");
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(unpacked(packed.body())).isEqualTo(new String(plain.body(), StandardCharsets.UTF_8));
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
        assertThat(header(packed, "ETag")).isEqualTo(header(plain, "ETag")).startsWith("W/");
        assertThat(header(packed, "Vary")).contains("Accept-Encoding");
        assertThat(header(plain, "Vary")).contains("Accept-Encoding");
        assertThat(header(plain, "Content-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"gzip, deflate, br|gzip", "gzip;q=0.5|gzip", "gzip;q=0|''", "identity|''", "br|''", "''|''"})
    void whatIsAskedForIsDone(String asked, String expected) throws Exception {
        assertThat(header(ask("GET", "/api/v1/clients", asked), "Content-Encoding"))
                .isEqualTo(expected);
    }

    @Test
    void headTellsWhatGetWouldSend() throws Exception {
        HttpResponse<byte[]> get = ask("GET", "/api/v1/clients", "gzip");
        HttpResponse<byte[]> head = ask("HEAD", "/api/v1/clients", "gzip");
        assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(get.body().length));
        assertThat(header(head, "Content-Encoding")).isEqualTo("gzip");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void smallAnswersAndStreamsAreLeftAsTheyAre() throws Exception {
        assertThat(header(ask("GET", "/healthz", "gzip"), "Content-Encoding")).isEmpty();
        assertThat(header(ask("GET", "/api/v1/clients/nobody", "gzip"), "Content-Encoding"))
                .isEmpty();
        try (RawConnection stream = new RawConnection(server.port())) {
            stream.send("GET /api/v1/stream HTTP/1.1\nHost: localhost\nAccept-Encoding: gzip\n\n");
            assertThat(stream.head()).contains("text/event-stream").doesNotContain("gzip");
        }
    }
}
