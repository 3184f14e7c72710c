package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerSettingsTest {
    @TempDir
    private Path empty;

    @Test
    void withoutAnySettingTheDefaultsOfTheContractHold() {
        ServerSettings settings = read(Map.of(), false);
        assertThat(settings.host().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8881);
        assertThat(settings.dataDirectory())
                .isEqualTo(Path.of("obt-data").toAbsolutePath().normalize());
        assertThat(settings.leases().interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.leases().timeToLive()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.eventRetention()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.publicUrl()).isNull();
        assertThat(settings.demo()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"100ms, PT1M", "10s, PT1M", "20s, PT2M", "10m, PT1H"})
    void leaseIsSixIntervalsAndAtLeastAMinute(String interval, Duration lease) {
        ServerSettings settings = read(Map.of(Setting.OBT_HEARTBEAT_INTERVAL, interval), false);
        assertThat(settings.leases().timeToLive()).isEqualTo(lease);
    }

    @Test
    void explicitLeaseIsTakenAsItIsFromTwoIntervalsOn() {
        Map<Setting, String> two = Map.of(Setting.OBT_HEARTBEAT_INTERVAL, "1s", Setting.LEASE, "2s");
        assertThat(read(two, false).leases().timeToLive()).isEqualTo(Duration.ofSeconds(2));
        assertRefused(Map.of(Setting.OBT_HEARTBEAT_INTERVAL, "1s", Setting.LEASE, "1999ms"), "OBT_LEASE is '1999ms'");
        assertRefused(Map.of(Setting.LEASE, "31d"), "OBT_LEASE is '31d'; allowed is at most 30d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99ms", "601s", "11m", "0s", "10", "ten", "1.5s", "-1s", "10S"})
    void intervalOutOfRangeIsRefused(String interval) {
        assertRefused(Map.of(Setting.OBT_HEARTBEAT_INTERVAL, interval), "OBT_HEARTBEAT_INTERVAL is '" + interval + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "8.8.8.8"})
    void addressThatOthersReachIsTakenOnlyByThoseWhoSaySo(String host) {
        assertRefused(Map.of(Setting.HOST, host), "OBT_HOST is '" + host + "'");
        assertThat(read(Map.of(Setting.HOST, host), true).host().isLoopbackAddress())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "localhost", "::1"})
    void loopbackNeedsNoWord(String host) {
        assertThat(read(Map.of(Setting.HOST, host), false).host().isLoopbackAddress())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"obt.example.org", "ftp://obt.example.org", "https://", "https:///x", "not a url", "//x"})
    void publicAddressThatIsNoneIsRefused(String url) {
        assertRefused(Map.of(Setting.PUBLIC_URL, url), "OBT_PUBLIC_URL is '" + url + "'");
    }

    @Test
    void mongoDbIsUsedWhereItIsNamedAndTheDatabaseIsObtUnlessSaid() {
        ServerSettings settings = read(Map.of(Setting.MONGODB_URI, "mongodb://u:secret@db.lan/admin"), false);
        assertThat(settings.mongo().database()).isEqualTo("obt");
        assertThat(settings.place()).isEqualTo("MongoDB at db.lan:27017, database obt");
        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(settings.forDemo(empty, settings.leases()).mongo())
                .as("a demo is kept apart")
                .isNull();
        Map<Setting, String> lab = Map.of(Setting.MONGODB_URI, "mongodb://db.lan", Setting.MONGODB_DATABASE, "lab");
        assertThat(read(lab, false).mongo().database()).isEqualTo("lab");
        assertThat(read(Map.of(), false).mongo()).isNull();
    }

    @Test
    void demoIsTheSameAddressWithDataOfItsOwn() {
        ServerSettings settings = read(Map.of(Setting.PORT, "0"), false);
        ServerSettings demo = settings.forDemo(empty, settings.leases());
        assertThat(demo.demo()).isTrue();
        assertThat(demo.dataDirectory()).isEqualTo(empty);
        assertThat(demo.port()).isZero();
    }

    private void assertRefused(Map<Setting, String> flags, String begin) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> read(flags, false))
                .withMessageStartingWith(begin)
                .withMessageContaining("; allowed is ");
    }

    private ServerSettings read(Map<Setting, String> flags, boolean insecure) {
        return ServerSettings.of(Settings.of(flags, Map.of(), empty), insecure);
    }
}
