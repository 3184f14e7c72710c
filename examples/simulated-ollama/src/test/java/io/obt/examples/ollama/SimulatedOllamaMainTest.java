package io.obt.examples.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedOllamaMainTest {
    @Test
    void hasTheModelsThatAreNamed() {
        try (SimulatedOllama ollama = SimulatedOllamaMain.start("0", "qwen3:8b", "tinyllama")) {
            assertThat(ollama.installed())
                    .extracting(SimulatedModel::name)
                    .containsExactly("qwen3:8b", "tinyllama:latest");
        }
    }

    @Test
    void hasOneModelWhereNoneIsNamed() {
        try (SimulatedOllama ollama = SimulatedOllamaMain.start("0")) {
            assertThat(ollama.installed()).extracting(SimulatedModel::name).containsExactly("llama3.2:latest");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3.2", "-1", "65536", "99999999999", ""})
    void whatIsNoPortIsRefused(String port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedOllamaMain.start(port))
                .withMessage("PORT is '" + port + "'; allowed is 0 to 65535. See --help");
    }

    @Test
    void aModelThatIsNotInTheLibraryIsRefusedWithThoseThatAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedOllamaMain.start("0", "gpt-5"))
                .withMessageContaining("'gpt-5'")
                .withMessageContaining("llama3.2:latest");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (SimulatedOllama first = SimulatedOllamaMain.start("0")) {
            assertThatThrownBy(() -> SimulatedOllamaMain.start(String.valueOf(first.port())))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(String.valueOf(first.port()));
        }
    }
}
