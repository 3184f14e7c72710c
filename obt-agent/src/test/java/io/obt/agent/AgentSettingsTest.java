package io.obt.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.obt.access.Role;
import io.obt.access.Secret;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import io.obt.tls.Trust;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSettingsTest {
    private static final String JOIN_TOKEN =
            Secret.random(Role.JOIN, new SecureRandom()).text();

    @TempDir
    private Path directory;

    @Test
    void nothingSetReportsThisMachineToAServerOnThisMachine() {
        AgentSettings settings = read(Map.of());

        assertThat(settings.serverUrl()).isEqualTo(URI.create("http://localhost:8881"));
        assertThat(settings.ollamaUrl()).isEqualTo(URI.create("http://localhost:11434"));
        assertThat(settings.clientId().value()).isNotEmpty();
        assertThat(settings.wish()).isNull();
        assertThat(settings.labels().values()).isEmpty();
        assertThat(settings.allow()).containsExactlyInAnyOrder("pull", "copy", "load", "unload");
        assertThat(settings.directory()).isAbsolute().hasFileName("obt-agent-data");
        assertThat(settings.joinToken()).isNull();
    }

    @Test
    void everythingCanBeSet() {
        AgentSettings settings = read(Map.of(
                "OBT_SERVER_URL", "https://obt.lan/",
                "OLLAMA_URL", "http://gpu-01:11500",
                "OLLAMA_HOST", "elsewhere",
                "CLIENT_ID", "gpu-01",
                "HEARTBEAT_INTERVAL", "30",
                "OBT_LABELS", "gpu=a100, site=lab",
                "OBT_ALLOW", "pull, delete",
                "OBT_AGENT_DIR", "/var/lib/obt-agent",
                "OBT_JOIN_TOKEN", JOIN_TOKEN));

        assertThat(settings.serverUrl()).isEqualTo(URI.create("https://obt.lan"));
        assertThat(settings.ollamaUrl()).isEqualTo(URI.create("http://gpu-01:11500"));
        assertThat(settings.clientId()).hasToString("gpu-01");
        assertThat(settings.wish()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.labels()).hasToString("gpu=a100,site=lab");
        assertThat(settings.allow()).containsExactlyInAnyOrder("pull", "delete");
        assertThat(settings.directory()).hasFileName("obt-agent");
        assertThat(settings.joinToken()).extracting(Secret::text).isEqualTo(JOIN_TOKEN);
        assertThat(settings.toString()).doesNotContain(JOIN_TOKEN);
    }

    @Test
    void serverIsBelievedByWhatTheJdkTrustsUnlessAnotherWayIsGiven() {
        assertThat(read(Map.of()).trust()).isSameAs(Trust.JDK);
        assertThat(read(Map.of("OBT_SERVER_FINGERPRINT", "9f".repeat(32))).trust())
                .isNotSameAs(Trust.JDK);
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> read(Map.of("OBT_CA_FILE", "/no/such/file")))
                .withMessageContaining("There is no CA file /no/such/file");
    }

    @Test
    void ollamasOwnVariableTellsWhereOllamaIs() {
        assertThat(read(Map.of("OLLAMA_HOST", "0.0.0.0:11500")).ollamaUrl())
                .isEqualTo(URI.create("http://127.0.0.1:11500"));
    }

    @Test
    void nothingAtAllCanBeAllowed() {
        assertThat(read(Map.of("OBT_ALLOW", "none")).allow()).isEmpty();
    }

    @Test
    void aDurationIsAWishToo() {
        assertThat(read(Map.of("HEARTBEAT_INTERVAL", "500ms")).wish()).isEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OBT_SERVER_URL     | obt.lan:8881    | an address like http://host:8881",
                "OBT_SERVER_URL     | http://a b      | an address like http://host:8881",
                "OLLAMA_URL         | gpu-01          | an address like http://host:11434",
                "CLIENT_ID          | my desk         | 1 to 64 of A-Z a-z 0-9 . _ -, first a letter or digit",
                "HEARTBEAT_INTERVAL | soon            | seconds or a duration, from 100ms to 10m",
                "HEARTBEAT_INTERVAL | 0               | seconds or a duration, from 100ms to 10m",
                "HEARTBEAT_INTERVAL | 11m             | seconds or a duration, from 100ms to 10m",
                "OBT_LABELS         | gpu             | at most 16 of KEY=VALUE",
                "OBT_LABELS         | gpu=a=b c       | at most 16 of KEY=VALUE",
                "OBT_ALLOW          | push            | any of copy, delete, load, pull, unload, or none"
            })
    void whatIsWrongIsSaidWithKeyValueAndWhatIsAllowed(String key, String value, String allowed) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> read(Map.of(key, value)))
                .withMessageStartingWith(key + " is '" + value + "'; allowed is " + allowed)
                .withMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "obt_admin_3q2-7wABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"})
    void whatIsNoJoinTokenIsRefusedAndNotRepeated(String token) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> read(Map.of("OBT_JOIN_TOKEN", token)))
                .withMessageStartingWith("OBT_JOIN_TOKEN is set to something that is no join token")
                .withMessageNotContaining(token);
    }

    @Test
    void aPasswordInAnAddressIsRefusedAndNotRepeated() {
        for (String key : new String[] {"OBT_SERVER_URL", "OLLAMA_URL", "OLLAMA_HOST"}) {
            assertThatExceptionOfType(SettingException.class)
                    .isThrownBy(() -> read(Map.of(key, "http://anna:secret@host")))
                    .withMessageContaining(key)
                    .withMessageNotContaining("secret");
        }
    }

    private AgentSettings read(Map<String, String> environment) {
        return AgentSettings.of(Settings.of(Map.of(), environment, directory));
    }
}
