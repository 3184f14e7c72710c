package io.obt.sdk.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes in the place of an Ollama's stream: the same progress however they are cut, or one exception that says why. */
final class ProgressReaderFuzzTest {
    private static final int MAX_LINES = 50;

    static Stream<byte[]> answers() {
        return Stream.of(
                        "{\"status\":\"pulling manifest\"}\n{\"status\":\"pulling dde5aa3fc5ff\",\"digest\":\"sha256:"
                                + "dde5aa3f".repeat(8)
                                + "\",\"total\":2019377376,\"completed\":241970}\n{\"status\":\"success\"}\n",
                        "{\"status\":\"pulling model\",\"digest\":\"sha256:model\",\"total\":5,\"completed\":9}\n",
                        "{\"status\":\"pulling manifest\"}\n{\"error\":\"pull model manifest: file does not exist\"}\n",
                        "{\"status\":\"succ",
                        "\r\n{}\n\n[[[",
                        "{\"status\":\"\\ud800\",\"total\":1e999}\n",
                        "\n".repeat(MAX_LINES + 1))
                .map(text -> text.getBytes(UTF_8));
    }

    private record Outcome(List<Progress> progress, String failure) {}

    private static Outcome read(byte[] answer, int pieceBytes) {
        List<Progress> progress = new ArrayList<>();
        ProgressReader reader =
                new ProgressReader(URI.create("http://127.0.0.1:11434"), "/api/pull", MAX_LINES, progress::add);
        try {
            for (int from = 0; from < answer.length; from += pieceBytes) {
                reader.take(ByteBuffer.wrap(answer, from, Math.min(pieceBytes, answer.length - from)));
            }
            reader.end();
            return new Outcome(progress, "");
        } catch (OllamaException e) {
            return new Outcome(progress, e.detail());
        }
    }

    @MethodSource("answers")
    @FuzzTest(maxDuration = "1m")
    void stream(byte[] answer) {
        Outcome whole = read(answer, Math.max(1, answer.length));
        assertThat(read(answer, 1)).isEqualTo(whole);
        assertThat(read(answer, 7)).isEqualTo(whole);
        assertThat(whole.progress()).hasSizeLessThanOrEqualTo(MAX_LINES);
        assertThat(whole.failure()).hasSizeLessThan(500).doesNotContain("\n").doesNotContain("io.obt");
        boolean succeeded = whole.progress().stream().anyMatch(Progress::isSuccess);
        assertThat(whole.failure().isEmpty()).isEqualTo(succeeded);
    }
}
