package io.obt.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text in the place of a model's name: one that reads as itself, or a refusal in one short line. */
final class ModelNameFuzzTest {
    static Stream<byte[]> names() {
        return Stream.of(
                        "llama3.2",
                        "llama3.2:latest",
                        "hf.co/unsloth/Qwen3-8B-GGUF:Q4_K_M",
                        "registry.example.org:5000/a/b:c",
                        "../../etc/passwd",
                        "a/b/c/d:e:f",
                        "\u202egpj.exe",
                        "__proto__")
                .map(name -> name.getBytes(UTF_8));
    }

    @MethodSource("names")
    @FuzzTest(maxDuration = "1m")
    void name(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        ModelName name;
        try {
            name = ModelName.of(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).hasSizeLessThan(500).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
            return;
        }
        assertThat(name.toString()).matches("[A-Za-z0-9_][A-Za-z0-9_./:-]*");
        assertThat(ModelName.of(name.toString())).isEqualTo(name).hasToString(name.toString());
        assertThat(name).isEqualByComparingTo(ModelName.of(text));
    }
}
