package io.obt.sdk.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Ollama says while it pulls, as it was recorded, and what a broken one may say. */
final class ProgressReaderTest {
    private static final String LAYER = "sha256:dde5aa3fc5ffc17176b5e8bdc82f587b24b2678c6c66101bf7da77af9f7ccdff";
    private static final String PULL = """
            {"status":"pulling manifest"}
            {"status":"pulling dde5aa3fc5ff","digest":"%1$s","total":2019377376}
            {"status":"pulling dde5aa3fc5ff","digest":"%1$s","total":2019377376,"completed":241970}
            {"status":"verifying sha256 digest"}
            {"status":"writing manifest"}
            {"status":"success"}
            """.formatted(LAYER);

    private final List<Progress> taken = new ArrayList<>();
    private final ProgressReader reader =
            new ProgressReader(URI.create("http://localhost:11434"), "/api/pull", 1_000, taken::add);

    private void take(String text) throws OllamaException {
        reader.take(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private String failureOf(String text) {
        OllamaException failure = catchThrowableOfType(OllamaException.class, () -> {
            take(text);
            reader.end();
        });
        assertThat(failure).as(text).isNotNull();
        return failure.detail();
    }

    @Test
    void pullIsToldLineByLine() throws OllamaException {
        take(PULL);
        reader.end();
        assertThat(taken)
                .containsExactly(
                        new Progress("pulling manifest", null, null, 0),
                        new Progress("pulling dde5aa3fc5ff", LAYER, 2_019_377_376L, 0),
                        new Progress("pulling dde5aa3fc5ff", LAYER, 2_019_377_376L, 241_970),
                        new Progress("verifying sha256 digest", null, null, 0),
                        new Progress("writing manifest", null, null, 0),
                        new Progress("success", null, null, 0));
        assertThat(taken.get(5).isSuccess()).isTrue();
    }

    @Test
    void piecesMayBeCutAnywhereAlsoWithinALetter() throws OllamaException {
        byte[] bytes = "{\"status\":\"größer ✓\"}\r\n{\"status\":\"success\"}\n".getBytes(UTF_8);
        for (byte one : bytes) {
            reader.take(ByteBuffer.wrap(new byte[] {one}));
        }
        reader.end();
        assertThat(taken).extracting(Progress::status).containsExactly("größer ✓", "success");
    }

    @Test
    void lastLineNeedsNoEnd() throws OllamaException {
        take("{\"status\":\"success\"}");
        reader.end();
        assertThat(taken).hasSize(1);
    }

    @Test
    void everyPartOfAModelThatIsOneLayerIsTold() throws OllamaException {
        take("{\"status\":\"pulling model\",\"digest\":\"sha256:model\",\"total\":10,\"completed\":4}\n");
        assertThat(taken).containsExactly(new Progress("pulling model", "sha256:model", 10L, 4));
    }

    @Test
    void progressMayGoBackwards() throws OllamaException {
        take("{\"status\":\"p\",\"digest\":\"a\",\"total\":10,\"completed\":8}\n");
        take("{\"status\":\"p\",\"digest\":\"a\",\"total\":10,\"completed\":3}\n");
        assertThat(taken).extracting(Progress::completedBytes).containsExactly(8L, 3L);
    }

    @Test
    void numbersOutOfAllReasonAreUnknown() throws OllamaException {
        take("{\"status\":\"p\",\"digest\":\"a\",\"total\":10,\"completed\":11}\n");
        take("{\"status\":\"p\",\"digest\":\"a\",\"total\":-1,\"completed\":-5}\n");
        take("{\"status\":\"p\",\"digest\":\"a\",\"total\":1e99,\"completed\":99999999999999999999}\n");
        assertThat(taken)
                .containsExactly(
                        new Progress("p", "a", 10L, 10),
                        new Progress("p", "a", null, 0),
                        new Progress("p", "a", null, 0));
    }

    @Test
    void linesThatSayNothingWeKnowAreLeftOut() throws OllamaException {
        take("\n  \r\n{}\n{\"news\":[1,2]}\n{\"status\":\"success\",\"more\":{}}\n");
        reader.end();
        assertThat(taken).hasSize(1);
    }

    @Test
    void whatFollowsTheEndIsNotRead() throws OllamaException {
        take("{\"status\":\"success\"}\nno JSON\n");
        reader.end();
        assertThat(taken).hasSize(1);
    }

    @Test
    void errorAfterTheFirstLineIsToldInOllamasWords() {
        assertThat(failureOf("""
                        {"status":"pulling manifest"}
                        {"error":"pull model manifest: file does not exist"}
                        """))
                .isEqualTo("Ollama at http://localhost:11434 gave up on /api/pull: pull model manifest: file does not"
                        + " exist. Its log tells more");
        assertThat(taken).hasSize(1);
    }

    @Test
    void errorThatSaysNothingIsAnErrorAllTheSame() {
        assertThat(failureOf("{\"error\":{\"code\":5}}\n"))
                .isEqualTo("Ollama at http://localhost:11434 gave up on /api/pull. Its log tells more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"status\":\"writing manifest\"}\n", "\n\n"})
    void answerThatEndsBeforeSuccessHasFailed(String text) {
        assertThat(failureOf(text)).contains("ended the connection in the middle of its answer to /api/pull");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"status\":\"succ", "<html>\n", "404 page not found\n", "[]\n", "\"success\"\n", "null\n"})
    void whatIsNoSuchLineIsSaidToBeNone(String text) {
        assertThat(failureOf(text)).contains("is not Ollama's JSON").contains("/api/pull");
    }

    @Test
    void longLineIsReadAndAnEndlessOneIsNot() throws OllamaException {
        take("{\"status\":\"" + "x".repeat(2 << 20) + "\"}\n");
        assertThat(taken.get(0).status()).hasSize(301);
        assertThat(failureOf("x".repeat((8 << 20) + 1))).contains("a line of more than 8 MiB");
    }

    @Test
    void linesAreCounted() {
        String line = "{\"status\":\"p\"}\n";
        assertThatCode(() -> take(line.repeat(1_000))).doesNotThrowAnyException();
        assertThat(failureOf("\n")).contains("more than 1000 lines");
    }
}
