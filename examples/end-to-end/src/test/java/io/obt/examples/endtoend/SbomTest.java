package io.obt.examples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside each jar that people run lies a list of what is in it (CycloneDX), for scanners. */
class SbomTest {
    private static final Set<String> OF_TESTS = Set.of(
            "junit-jupiter", "assertj-core", "awaitility", "mockito-core", "wiremock-standalone", "mongo-java-server");

    @ParameterizedTest
    @CsvSource({
        "obt-server-undertow/target/obt-server, obt-core undertow-core mongodb-driver-sync h2-mvstore jackson-databind"
                + " logback-classic lit picocli",
        "obt-agent/target/obt-agent,            obt-core obt-sdk jackson-databind slf4j-api logback-classic picocli",
        "examples/demo/target/obt-demo,         obt-server-undertow obt-agent obt-sdk obt-core undertow-core"
    })
    void listNamesWhatTheJarCarriesAndNothingOfTheTests(String jar, String carried) throws IOException {
        Path file = ObtCommand.repository().resolve(jar + ".cdx.json");
        JsonNode document = new ObjectMapper().readTree(file.toFile());
        assertThat(document.path("bomFormat").asText()).isEqualTo("CycloneDX");
        Set<String> named = new TreeSet<>();
        document.path("components").forEach(component -> {
            assertThat(component.path("version").asText())
                    .as(component.toString())
                    .isNotEmpty();
            assertThat(component.path("purl").asText()).startsWith("pkg:maven/");
            named.add(component.path("name").asText());
        });
        assertThat(named).contains(carried.split(" ")).doesNotContainAnyElementsOf(OF_TESTS);
    }
}
