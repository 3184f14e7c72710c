package io.obt.sdk.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.log.LogOf;
import io.obt.model.InstalledModel;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What only a real Ollama can show: that it says what we read. It is asked, and nothing in it is changed. */
@EnabledIfEnvironmentVariable(named = RealOllamaTest.VARIABLE, matches = ".+")
class RealOllamaTest {
    static final String VARIABLE = "OBT_TEST_OLLAMA_URL";

    private final OllamaApi ollama = new OllamaApi(URI.create(System.getenv(VARIABLE)));

    @Test
    void itTellsItsVersion() throws Exception {
        assertThat(ollama.version())
                .hasValueSatisfying(version -> assertThat(version).matches("\\d+\\.\\d+.*"));
    }

    @Test
    void everyModelOnItsDiskIsReadWithItsDigestSizeAndTime() throws Exception {
        try (LogOf leftOut = LogOf.type(LeftOut.class)) {
            assertThat(ollama.installed()).allSatisfy(model -> {
                assertThat(model.descriptor().digest()).isNotNull();
                assertThat(model.descriptor().sizeBytes()).isNotNull();
                assertThat(model.modifiedAt()).isNotNull();
            });
            assertThat(leftOut.lines()).isEmpty();
        }
    }

    @Test
    void everyModelInItsMemoryIsReadWithItsDigestSizeAndEnd() throws Exception {
        assertThat(ollama.loaded())
                .hasValueSatisfying(models -> assertThat(models).allSatisfy(model -> {
                    assertThat(model.digest()).isNotNull();
                    assertThat(model.sizeBytes()).isNotNull();
                    assertThat(model.expiresAt()).isNotNull();
                }));
    }

    @Test
    void allOfItIsOneReportOfAnOllamaThatIsWell() throws Exception {
        OllamaReport report = ollama.report();

        assertThat(report.state().error()).isNull();
        assertThat(report.inventory().models()).extracting(InstalledModel::name).doesNotHaveDuplicates();
    }
}
