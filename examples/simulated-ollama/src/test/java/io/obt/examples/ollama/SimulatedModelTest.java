package io.obt.examples.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedModelTest {

    @Test
    void variantIsDriftAndCopyIsNot() {
        SimulatedModel llama = SimulatedLibrary.model("llama3.2");
        assertThat(llama.variant("a").name()).isEqualTo(llama.name());
        assertThat(llama.variant("a").digest())
                .isNotEqualTo(llama.digest())
                .isEqualTo(llama.variant("a").digest());
        assertThat(llama.variant("a").digest()).isNotEqualTo(llama.variant("b").digest());
        assertThat(llama.copiedAs("other:latest").digest()).isEqualTo(llama.digest());
    }

    @Test
    void libraryHasNoNameOrDigestTwice() {
        assertThat(SimulatedLibrary.models()).extracting(SimulatedModel::name).doesNotHaveDuplicates();
        assertThat(SimulatedLibrary.models()).extracting(SimulatedModel::digest).doesNotHaveDuplicates();
        assertThatThrownBy(() -> SimulatedLibrary.model("nope")).hasMessageContaining("llama3.2:latest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "llama3.2", "a b:latest", "/b:latest", "x:", "library/llama3.2:latest"})
    void modelNeedsTheNameThatOllamaShows(String name) {
        assertThatThrownBy(() -> SimulatedModel.local(name, 1, "llama", "1B", "F16", 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "llama3.2, llama3.2:latest",
        "library/llama3.2:1b, llama3.2:1b",
        "registry.ollama.ai/library/llama3.2, llama3.2:latest",
        "mannix/x, mannix/x:latest",
        "hf.co/bartowski/Foo-GGUF:Q4_K_M, hf.co/bartowski/Foo-GGUF:Q4_K_M",
        "registry.local:5000/team/m, registry.local:5000/team/m:latest",
        "gpt-oss:120b:cloud, gpt-oss:120b-cloud",
        "gpt-oss:cloud, gpt-oss:cloud"
    })
    void namesAreShownAsOllamaShowsThem(String written, String shown) {
        assertThat(Names.display(written)).contains(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "300, PT5M",
        "0.5, PT0.5S",
        "0, PT0S",
        "'\"5m\"', PT5M",
        "'\"1h30m\"', PT1H30M",
        "'\"1.5s\"', PT1.5S",
        "'\"0\"', PT0S"
    })
    void keepAliveIsSecondsOrAGoDuration(String json, Duration duration) throws Exception {
        assertThat(KeepAlive.in(request(json))).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "\"-1m\"", "1e30"})
    void keepAliveBelowZeroOrBeyondAllMeasureIsForever(String json) throws Exception {
        assertThat(KeepAlive.in(request(json))).isEqualTo(KeepAlive.FOREVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"300\"", "\"\"", "\"5 m\"", "\"m\"", "\"soon\""})
    void keepAliveWithoutUnitOrSenseIsRefused(String json) {
        assertThatThrownBy(() -> KeepAlive.in(request(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("duration");
    }

    private static JsonNode request(String keepAlive) throws Exception {
        return new ObjectMapper().readTree("{\"keep_alive\":" + keepAlive + "}");
    }
}
