package io.obt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.store.PoisonText;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelNameTest {
    @ParameterizedTest
    @CsvSource({
        "llama3.2, llama3.2:latest",
        "llama3.2:latest, llama3.2:latest",
        "llama3.2:3b-instruct-q4_K_M, llama3.2:3b-instruct-q4_K_M",
        "LLaMA3.2, LLaMA3.2:latest",
        "mannix/x, mannix/x:latest",
        "library/x, x:latest",
        "LIBRARY/x:1, x:1",
        "registry.ollama.ai/library/x, x:latest",
        "Registry.Ollama.AI/Library/x, x:latest",
        "registry.ollama.ai/mannix/x, mannix/x:latest",
        "hf.co/bartowski/Foo-GGUF:Q4_K_M, hf.co/bartowski/Foo-GGUF:Q4_K_M",
        "hf.co/library/x, hf.co/library/x:latest",
        "registry.local:5000/team/m:1, registry.local:5000/team/m:1",
        "registry.local:5000/team/m, registry.local:5000/team/m:latest",
        "127.0.0.1:5000/team/m, 127.0.0.1:5000/team/m:latest",
        "_a/_b:_c, _a/_b:_c",
        "0/1:2, 0/1:2",
        "gpt-oss:120b-cloud, gpt-oss:120b-cloud",
        "a-_.b, a-_.b:latest",
        "__proto__, __proto__:latest",
        "constructor, constructor:latest",
        "clients, clients:latest"
    })
    void nameIsBroughtIntoTheFormOllamaShows(String text, String shown) {
        assertThat(ModelName.of(text)).hasToString(shown);
        assertThat(ModelName.of(shown)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                ":",
                "a/",
                "/b",
                ":x",
                "a:",
                "a//b",
                "//",
                "a:b:c",
                "a b",
                " a",
                "a ",
                "a\n",
                "-a",
                ".a",
                "a/-b",
                "a/.b",
                "a:-b",
                "a:.b",
                "a.b/c",
                "-h/n/m",
                ".h/n/m",
                "a/b/c/d",
                "h//m",
                "a/b:c/d:e/f",
                "http://host/ns/model",
                "https://ollama.com/a/b",
                "a@sha256:b",
                "ä",
                "моdel",
                "a\u0000",
                "a:b\u0000",
                "../x",
                "..",
                ".",
                "a/../b",
                "$where",
                "<img src=x onerror=alert(1)>",
                "😀",
                "a\u202eb",
                "a%2Fb",
                "a\\b",
                "*",
                "a?b",
                "١",
                "host:5000/model:x:y",
                "n:s/m"
            })
    void nameAgainstTheGrammarIsRefused(String text) {
        assertThatThrownBy(() -> ModelName.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of the model name '");
    }

    @Test
    void partsHaveTheirLengths() {
        String p80 = "p".repeat(80);
        String host = "h".repeat(350);
        assertThat(ModelName.of(host + "/" + p80 + "/" + p80 + ":" + p80)).isNotNull();

        assertRefused("h".repeat(351) + "/n/m", "The host", "has 351 characters; at most 350");
        assertRefused("h/" + "n".repeat(81) + "/m", "The namespace", "has 81 characters; at most 80");
        assertRefused("m".repeat(81), "The model", "has 81 characters; at most 80");
        assertRefused("m:" + "t".repeat(81), "The tag", "has 81 characters; at most 80");
    }

    @Test
    void refusalSaysWhichPartIsWrongAndWhatIsAllowed() {
        assertRefused("", "The model of the model name '' is empty");
        assertRefused("a:", "The tag of the model name 'a:' is empty");
        assertRefused("/b", "The namespace", "is empty");
        assertRefused("a.b/c", "The namespace", "may begin with a letter, digit or _ and go on with those, -");
        assertRefused("h!/n/m", "The host", "and . :");
        assertRefused("a\nb", "'a?b'");
    }

    private static void assertRefused(String text, String... told) {
        assertThatThrownBy(() -> ModelName.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(told);
    }

    @Test
    void poisonIsRefusedInOneShortLineThatCanBeWritten() {
        Stream<String> tenKilobytes = Stream.of("x".repeat(10_240), "😀".repeat(2_560), "../".repeat(3_400));
        Stream<String> cutInHalf = Stream.of("x".repeat(79) + "😀", "a " + "x".repeat(77) + "😀", "\ud83d");
        Stream.of(PoisonText.ALL.stream(), tenKilobytes, cutInHalf)
                .flatMap(texts -> texts)
                .forEach(ModelNameTest::assertHarmless);
    }

    private static void assertHarmless(String text) {
        try {
            assertThat(ModelName.of(text)).hasToString(text + ":latest");
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            assertThat(message.lines()).hasSize(1);
            assertThat(message).hasSizeLessThan(300).doesNotContain("\u0000", "\u001b");
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(message)).isTrue();
        }
    }

    @Test
    void namesThatMeanTheSameModelAreEqualWhateverTheirCase() {
        ModelName name = ModelName.of("llama3.2:latest");
        assertThat(name)
                .isEqualTo(ModelName.of("LLAMA3.2"))
                .isEqualTo(ModelName.of("library/Llama3.2:LATEST"))
                .isEqualTo(ModelName.of("registry.ollama.ai/library/llama3.2"))
                .hasSameHashCodeAs(ModelName.of("LLAMA3.2"))
                .isEqualByComparingTo(ModelName.of("Llama3.2"))
                .isNotEqualTo(ModelName.of("llama3.2:1b"))
                .isNotEqualTo(ModelName.of("mannix/llama3.2"))
                .isNotEqualTo(null);
        assertThat(ModelName.of("LLAMA3.2")).hasToString("LLAMA3.2:latest");
    }

    @Test
    void namesAreSortedWhateverTheirCase() {
        assertThat(Stream.of("b", "C", "a", "B:1").map(ModelName::of).sorted())
                .map(ModelName::toString)
                .containsExactly("a:latest", "B:1", "b:latest", "C:latest");
    }

    @Test
    void partOfANameIsFoundWhateverItsCase() {
        assertThat(ModelName.of("Mannix/LLaMA3.2").contains("llama")).isTrue();
        assertThat(ModelName.of("mannix/llama3.2").contains("X/LLAMA3")).isTrue();
        assertThat(ModelName.of("mannix/llama3.2").contains("qwen")).isFalse();
    }
}
