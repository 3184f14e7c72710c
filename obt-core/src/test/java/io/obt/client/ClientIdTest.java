package io.obt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.store.PoisonText;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "desk", "gpu-01", "Anna-s-Mac.local", "a_b.c-d", "0.0", "constructor"})
    void idByTheGrammarIsKeptAsItIs(String id) {
        assertThat(new ClientId(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-a", ".a", "_a", "..", "a b", "a/b", "a:b", "ä", "a\n", "\na", "a\u0000", "a%2e", "١"})
    void idAgainstTheGrammarIsRefused(String id) {
        assertThatThrownBy(() -> new ClientId(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A client id is 1 to 64 of A-Z a-z 0-9 . _ -");
    }

    @Test
    void idHasAtMost64Characters() {
        assertThat(new ClientId("x".repeat(64)).value()).hasSize(64);
        assertThatThrownBy(() -> new ClientId("x".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusalOfPoisonIsOneShortLineThatCanBeWritten() {
        for (String poison : PoisonText.ALL) {
            try {
                assertThat(new ClientId(poison)).hasToString(poison);
            } catch (IllegalArgumentException e) {
                assertOneShortLine(e.getMessage());
            }
        }
    }

    @Test
    void refusalNeverCutsACharacterInHalf() {
        for (int before = 70; before < 90; before++) {
            String id = "x".repeat(before) + "😀".repeat(20);
            assertThatThrownBy(() -> new ClientId(id)).satisfies(e -> assertOneShortLine(e.getMessage()));
        }
        assertThatThrownBy(() -> new ClientId("\ud83d")).satisfies(e -> assertOneShortLine(e.getMessage()));
    }

    private static void assertOneShortLine(String message) {
        assertThat(message.lines()).hasSize(1);
        assertThat(message).hasSizeLessThan(300).doesNotContain("\u0000", "\u001b");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(message))
                .as("can be written: %s", message)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "desk, desk",
        "Anna's Mac.local, Anna-s-Mac.local",
        "-.-desk, desk",
        "bücherei, b-cherei",
        "🖥desk, desk",
        "'  desk  ', desk",
        "'', client",
        "---, client",
        "名前, client"
    })
    void hostNameBecomesAnId(String hostName, String id) {
        assertThat(ClientId.fromHostName(hostName)).isEqualTo(new ClientId(id));
    }

    @Test
    void hostNameOfAnyLengthBecomesAnId() {
        assertThat(ClientId.fromHostName("-" + "h".repeat(300)).value()).isEqualTo("h".repeat(64));
    }
}
