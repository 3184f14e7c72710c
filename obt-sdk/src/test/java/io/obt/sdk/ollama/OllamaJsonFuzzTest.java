package io.obt.sdk.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.obt.client.OllamaState;
import io.obt.model.Inventory;
import io.obt.protocol.HeartbeatRequest;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import io.obt.protocol.LoadedMessage;
import io.obt.protocol.ModelMessage;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes in the place of an Ollama's answer: a report that every server takes, or an {@link IOException}. */
final class OllamaJsonFuzzTest {
    private final LeftOut leftOut = new LeftOut(URI.create("http://127.0.0.1:11434"));

    static Stream<byte[]> answers() {
        return Stream.of(
                        "{\"version\":\"0.32.15\"}",
                        "{\"error\":\"model 'x' not found\"}",
                        "{\"models\":[{\"name\":\"llama3.2:latest\",\"model\":\"llama3.2:latest\",\"modified_at\":"
                                + "\"2026-08-01T10:22:07.120394857+02:00\",\"size\":2019393189,\"digest\":\""
                                + "a80c4f17".repeat(8)
                                + "\",\"capabilities\":[\"completion\",\"tools\"],\"details\":{\"format\":\"gguf\",\"family\":"
                                + "\"llama\",\"families\":[\"llama\"],\"parameter_size\":\"3.2B\",\"quantization_level\":"
                                + "\"Q4_K_M\",\"context_length\":131072}}]}",
                        "{\"models\":[{\"name\":\"a\",\"size\":5,\"size_vram\":3,\"expires_at\":"
                                + "\"+999999999-12-31T23:59:59Z\",\"context_length\":4096,\"remote_model\":\"b\"}]}",
                        "{\"models\":null}")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("answers")
    @FuzzTest(maxDuration = "1m")
    void words(byte[] body) {
        assertThat(OllamaJson.error(body)).hasSizeLessThan(400).doesNotContain("\n");
        try {
            OllamaJson.version(body)
                    .ifPresent(version -> assertTaken(OllamaState.available(version), List.of(), List.of()));
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("io.obt");
        }
    }

    @MethodSource("answers")
    @FuzzTest(maxDuration = "1m")
    void installed(byte[] body) {
        try {
            List<ModelMessage> models = OllamaJson.installed(body, leftOut).stream()
                    .map(ModelMessage::of)
                    .toList();
            assertThat(models).hasSizeLessThanOrEqualTo(Inventory.MAX_MODELS);
            assertTaken(OllamaState.available("1"), models, List.of());
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("io.obt");
        }
    }

    @MethodSource("answers")
    @FuzzTest(maxDuration = "1m")
    void loaded(byte[] body) {
        try {
            List<LoadedMessage> loaded = OllamaJson.loaded(body, leftOut).stream()
                    .map(LoadedMessage::of)
                    .toList();
            assertTaken(OllamaState.available("1"), List.of(), loaded);
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("io.obt");
        }
    }

    private static void assertTaken(OllamaState ollama, List<ModelMessage> models, List<LoadedMessage> loaded) {
        byte[] sent = Json.write(new HeartbeatRequest("r", 1L, ollama, "f", models, loaded, null));
        try {
            Json.read(sent, HeartbeatRequest.class).toReport();
        } catch (InvalidMessageException e) {
            throw new AssertionError("A server refuses " + new String(sent, UTF_8) + ": " + e.errors(), e);
        }
    }
}
