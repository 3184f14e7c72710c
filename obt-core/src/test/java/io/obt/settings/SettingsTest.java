package io.obt.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    private static final Map<Setting, String> NO_FLAGS = Map.of();
    private static final Map<String, String> NO_ENVIRONMENT = Map.of();

    @TempDir
    private Path directory;

    private void dotEnv(String... lines) throws IOException {
        Files.writeString(directory.resolve(".env"), String.join("\n", lines));
    }

    private Settings settings() {
        return Settings.of(NO_FLAGS, NO_ENVIRONMENT, directory);
    }

    @Test
    void flagBeatsEnvironmentBeatsDotEnvBeatsDefault() throws IOException {
        Map<Setting, String> flags = Map.of(Setting.PORT, "1");
        Map<String, String> environment = Map.of("OBT_PORT", "2");
        assertThat(settings().port(Setting.PORT)).isEqualTo(8881);
        dotEnv("OBT_PORT=3");

        assertThat(settings().port(Setting.PORT)).isEqualTo(3);
        assertThat(Settings.of(NO_FLAGS, environment, directory).port(Setting.PORT))
                .isEqualTo(2);
        assertThat(Settings.of(flags, environment, directory).port(Setting.PORT))
                .isEqualTo(1);
    }

    @Test
    void serverIsAskedAtThePortItWasMovedToUnlessItsAddressIsSet() throws IOException {
        assertThat(settings().text(Setting.SERVER_URL)).contains("http://localhost:8881");
        dotEnv("OBT_PORT=9981");
        assertThat(settings().text(Setting.SERVER_URL)).contains("http://localhost:9981");
        dotEnv("OBT_PORT=0");
        assertThat(settings().text(Setting.SERVER_URL)).contains("http://localhost:8881");
        dotEnv("OBT_PORT=9981", "OBT_SERVER_URL=http://obt.lan");
        assertThat(settings().text(Setting.SERVER_URL)).contains("http://obt.lan");
    }

    @Test
    void emptyValueCountsAsNotSet() throws IOException {
        dotEnv("OBT_PORT=", "OBT_HOST='  '");
        Settings settings = Settings.of(NO_FLAGS, Map.of("OBT_PORT", "  ", "OLLAMA_HOST", ""), directory);

        assertThat(settings.port(Setting.PORT)).isEqualTo(8881);
        assertThat(settings.text(Setting.HOST)).contains("127.0.0.1");
        assertThat(settings.text(Setting.LEASE)).isEmpty();
        assertThat(settings.duration(Setting.LEASE)).isEmpty();
        assertThat(settings.foreign("OLLAMA_HOST")).isEmpty();
    }

    @Test
    void defaultsAreThoseOfTheContract() {
        assertThat(settings().text(Setting.HOST)).contains("127.0.0.1");
        assertThat(settings().path(Setting.DATA_DIR))
                .isEqualTo(Path.of("obt-data").toAbsolutePath());
        assertThat(settings().duration(Setting.OBT_HEARTBEAT_INTERVAL)).contains(Duration.ofSeconds(10));
        assertThat(settings().duration(Setting.EVENT_RETENTION)).contains(Duration.ofDays(30));
        assertThat(settings().text(Setting.SERVER_URL)).contains("http://localhost:8881");
        assertThat(settings().text(Setting.ALLOW)).contains("pull,copy,load,unload");
    }

    @Test
    void keysAndTheirWordsAreComplete() {
        assertThat(Arrays.stream(Setting.values()).map(Setting::key)).doesNotHaveDuplicates();
        for (Setting setting : Setting.values()) {
            assertThat(setting.flag()).startsWith("--");
            assertThat(setting.description()).isNotBlank();
        }
    }

    @Test
    void dotEnvIsReadAsPeopleWriteIt() throws IOException {
        dotEnv(
                "\ufeff# made on Windows",
                "",
                "   # indented",
                "export OBT_HOST=0.0.0.0",
                "  OBT_LABELS = gpu=a100,site=lab  ",
                "CLIENT_ID=\"desk\"",
                "OBT_LOG_LEVEL='debug'",
                "OBT_SERVER_URL=\"unbalanced'",
                "OBT_TEST_OLLAMA_URL=http://localhost:1",
                "SOMEBODY_ELSES=thing");
        Settings settings = settings();

        assertThat(settings.text(Setting.HOST)).contains("0.0.0.0");
        assertThat(settings.text(Setting.LABELS)).contains("gpu=a100,site=lab");
        assertThat(settings.text(Setting.CLIENT_ID)).contains("desk");
        assertThat(settings.text(Setting.LOG_LEVEL)).contains("debug");
        assertThat(settings.text(Setting.SERVER_URL)).contains("\"unbalanced'");
    }

    @Test
    void byteOrderMarkDoesNotHideTheFirstKey() throws IOException {
        dotEnv("\ufeffOBT_PORT=7", "OBT_HOST=h");
        assertThat(settings().port(Setting.PORT)).isEqualTo(7);
    }

    @Test
    void windowsLineEndsAreNoPartOfTheValue() throws IOException {
        Files.writeString(directory.resolve(".env"), "OBT_PORT=7\r\nOBT_HOST=h\r\n");
        assertThat(settings().port(Setting.PORT)).isEqualTo(7);
        assertThat(settings().text(Setting.HOST)).contains("h");
    }

    @ParameterizedTest
    @CsvSource({
        "OBT_PROT, OBT_PORT",
        "OBT_HEARTBEATINTERVAL, OBT_HEARTBEAT_INTERVAL",
        "OBT_DATADIR, OBT_DATA_DIR",
        "OBT_LABEL, OBT_LABELS",
        "OBT_, OBT_HOST"
    })
    void unknownKeyOfOursInDotEnvIsToldWithTheNearestOne(String wrong, String nearest) throws IOException {
        dotEnv("# first line", wrong + "=x");
        assertOneLine("/.env, line 2: there is no setting " + wrong + "; did you mean " + nearest + "?");
    }

    @Test
    void unknownKeyOfOursInTheEnvironmentIsLeftAlone() {
        assertThat(Settings.of(NO_FLAGS, Map.of("OBT_PROT", "1"), directory).port(Setting.PORT))
                .isEqualTo(8881);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OBT_PORT", "=x", "not a pair"})
    void lineThatIsNoPairIsToldWithItsNumber(String line) throws IOException {
        dotEnv("", line);
        assertOneLine("/.env, line 2: expected KEY=value, found '" + line + "'");
    }

    @Test
    void dotEnvThatCannotBeReadIsTold() throws IOException {
        Files.write(directory.resolve(".env"), "OBT_HOST=\u00e4".getBytes(StandardCharsets.ISO_8859_1));
        assertOneLine("/.env is not UTF-8 text");
        Files.delete(directory.resolve(".env"));
        Files.createDirectory(directory.resolve(".env"));
        assertOneLine("/.env cannot be read");
    }

    private void assertOneLine(String told) {
        assertThatThrownBy(this::settings).isInstanceOf(SettingException.class).satisfies(e -> {
            assertThat(e.getMessage().lines()).hasSize(1);
            assertThat(e.getMessage()).contains(told);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "99999", "123456", "http", "80.0", "0x50", "٨٠"})
    void wrongPortIsToldWithKeyValueAndWhatIsAllowed(String port) {
        Settings settings = Settings.of(Map.of(Setting.PORT, port), NO_ENVIRONMENT, directory);
        assertThatThrownBy(() -> settings.port(Setting.PORT))
                .isInstanceOf(SettingException.class)
                .hasMessage("OBT_PORT is '" + port + "'; allowed is a port from 0 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "08881", "65535"})
    void everyPortIsAllowed(String port) {
        assertThat(Settings.of(Map.of(Setting.PORT, port), NO_ENVIRONMENT, directory)
                        .port(Setting.PORT))
                .isEqualTo(Integer.parseInt(port));
    }

    @Test
    void wrongDurationIsToldWithKeyValueAndWhatIsAllowed() {
        Settings settings = Settings.of(NO_FLAGS, Map.of("OBT_LEASE", "1 minute"), directory);
        assertThatThrownBy(() -> settings.duration(Setting.LEASE))
                .isInstanceOf(SettingException.class)
                .hasMessage("OBT_LEASE is '1 minute'; allowed is a duration like 100ms, 10s, 5m, 24h or 30d");
    }

    @Test
    void wrongPathIsTold() {
        Settings settings = Settings.of(Map.of(Setting.DATA_DIR, "a\u0000b"), NO_ENVIRONMENT, directory);
        assertThatThrownBy(() -> settings.path(Setting.DATA_DIR))
                .isInstanceOf(SettingException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("OBT_DATA_DIR is '")
                        .doesNotContain("\u0000"));
    }

    @Test
    void valuesOfManyLinesAreToldInOne() {
        Settings settings = Settings.of(Map.of(Setting.PORT, "1\n2" + "x".repeat(9_999)), NO_ENVIRONMENT, directory);
        assertThatThrownBy(() -> settings.port(Setting.PORT)).satisfies(e -> {
            assertThat(e.getMessage().lines()).hasSize(1);
            assertThat(e.getMessage()).hasSizeLessThan(300);
        });
    }

    @Test
    void choiceIsOneOfWhatIsAllowedInAnyCase() {
        List<String> allowed = List.of("text", "json");
        assertThat(settings().oneOf(Setting.LOG_FORMAT, allowed, "json")).isEqualTo("text");
        assertThat(settings().oneOf(Setting.ACCESS_LOG, allowed, "json")).isEqualTo("json");
        Settings given = Settings.of(Map.of(Setting.LOG_FORMAT, "JSON", Setting.ACCESS_LOG, "x"), Map.of(), directory);
        assertThat(given.oneOf(Setting.LOG_FORMAT, allowed, "text")).isEqualTo("json");
        assertThatThrownBy(() -> given.oneOf(Setting.ACCESS_LOG, allowed, "text"))
                .isInstanceOf(SettingException.class)
                .hasMessage("OBT_ACCESS_LOG is 'x'; allowed is text or json");
    }
}
