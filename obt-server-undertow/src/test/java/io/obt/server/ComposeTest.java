package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.obt.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code examples/compose}, which no build runs: its settings are known, and MongoDB asks for a password. */
final class ComposeTest {
    private static final Path FILE = Path.of("../examples/compose/compose.yaml");

    private final JsonNode services;

    ComposeTest() throws IOException {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
        services = new ObjectMapper().valueToTree(yaml).path("services");
    }

    private static List<String> names(JsonNode node) {
        return StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"obt-server", "obt-agent"})
    void everyVariableIsASettingOfOurs(String service) {
        List<String> known = Arrays.stream(Setting.values()).map(Setting::key).toList();
        assertThat(names(services.path(service).path("environment")))
                .isNotEmpty()
                .isSubsetOf(known);
    }

    @Test
    void mongoAsksForThePasswordThatTheServerHasAndIsReachedByNobodyElse() {
        JsonNode mongo = services.path("mongodb");
        // With both of them the image creates a user and turns authentication on.
        assertThat(names(mongo.path("environment")))
                .containsExactlyInAnyOrder("MONGO_INITDB_ROOT_USERNAME", "MONGO_INITDB_ROOT_PASSWORD");
        String user = mongo.at("/environment/MONGO_INITDB_ROOT_USERNAME").asText();
        String password = mongo.at("/environment/MONGO_INITDB_ROOT_PASSWORD").asText();
        assertThat(List.of(user, password)).allMatch(value -> value.matches("\\$\\{[A-Z_]+:\\?.+}"), "has no default");
        assertThat(mongo.has("command")).as("turns nothing off").isFalse();
        assertThat(mongo.has("ports")).isFalse();
        assertThat(services.at("/obt-server/environment/OBT_MONGODB_URI").asText())
                .startsWith("mongodb://" + user + ":" + password + "@mongodb:");
    }

    @Test
    void nothingIsPublishedBeyondThisMachine() {
        List<JsonNode> published = services.findValues("ports");
        assertThat(published).isNotEmpty();
        published.forEach(
                ports -> assertThat(ports).allMatch(port -> port.asText().startsWith("127.0.0.1:")));
    }

    @Test
    void serverAsksForTokensAndTheAgentJoinsByTheServersOwn() {
        assertThat(services.at("/obt-server/command").toString()).doesNotContain("insecure");
        String data = services.at("/obt-server/environment/OBT_DATA_DIR").asText();
        assertThat(services.at("/obt-server/volumes").toString()).contains("\"server:" + data + "\"");
        assertThat(services.at("/obt-agent/volumes").toString()).contains("\"server:/server:ro\"");
        assertThat(services.at("/obt-agent/command").toString())
                .contains("OBT_JOIN_TOKEN=$$(cat /server/join-token) exec java ");
    }

    @Test
    void serverIsStartedWhenMongoAnswers() {
        assertThat(services.at("/mongodb/healthcheck/test").toString()).contains("mongosh", "ping");
        assertThat(services.at("/obt-server/depends_on/mongodb/condition").asText())
                .isEqualTo("service_healthy");
    }
}
