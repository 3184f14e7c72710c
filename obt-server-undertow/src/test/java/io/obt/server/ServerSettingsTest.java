package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.obt.server.http.Origin;
import io.obt.server.security.Protection;
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
    void addressThatOthersReachAsksForTokensUnlessItsUserWantsItOpen(String host) {
        Protection safe = read(Map.of(Setting.HOST, host), false).protection();
        assertThat(safe.tokens()).isTrue();
        assertThat(safe.open()).isFalse();
        assertThat(safe.legacyClients()).isFalse();
        Protection open = read(Map.of(Setting.HOST, host), true).protection();
        assertThat(open.tokens()).isFalse();
        assertThat(open.open()).isTrue();
        assertThat(open.legacyClients()).isTrue();
    }

    @Test
    void publicAddressAsksForTokensAlsoOnLoopback() {
        Map<Setting, String> proxied = Map.of(Setting.PUBLIC_URL, "https://obt.example.org");
        assertThat(read(proxied, false).protection().tokens()).isTrue();
        assertThat(read(proxied, true).protection().tokens()).isFalse();
    }

    @Test
    void clientsOfTheFirstObtMayReportWhereTheirOwnerSaysSo() {
        Map<Setting, String> asked = Map.of(Setting.HOST, "0.0.0.0", Setting.LEGACY_CLIENTS, "on");
        assertThat(read(asked, false).protection().legacyClients()).isTrue();
        assertThat(read(Map.of(Setting.LEGACY_CLIENTS, "off"), false)
                        .protection()
                        .legacyClients())
                .isFalse();
        assertRefused(Map.of(Setting.LEGACY_CLIENTS, "maybe"), "OBT_LEGACY_CLIENTS is 'maybe'; allowed is on or off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.lan", "10.0.0.0/33", "10.0.0.1;10.0.0.2", "::/129", "10.0.0", "/8"})
    void proxyThatIsNoAddressIsRefused(String proxies) {
        assertRefused(Map.of(Setting.TRUSTED_PROXIES, proxies), "OBT_TRUSTED_PROXIES is '" + proxies + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "localhost", "::1"})
    void loopbackNeedsNoWord(String host) {
        assertThat(read(Map.of(Setting.HOST, host), false).host().isLoopbackAddress())
                .isTrue();
        assertThat(read(Map.of(Setting.HOST, host), false).protection()).isEqualTo(Protection.NONE);
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
    void originsAreReadAsBrowsersSayThem() {
        ServerSettings settings = read(
                Map.of(
                        Setting.CORS_ORIGINS,
                        "https://Obt.example.org:443, http://10.0.0.7:8881,,http://[::1]:80",
                        Setting.DASHBOARD_API,
                        "https://api.example.org"),
                false);
        assertThat(settings.corsOrigins())
                .extracting(Origin::text)
                .containsExactlyInAnyOrder("https://obt.example.org", "http://10.0.0.7:8881", "http://[::1]");
        assertThat(settings.dashboardApi()).hasToString("https://api.example.org");
        assertThat(read(Map.of(), false).corsOrigins()).isEmpty();
        assertThat(read(Map.of(), false).dashboardApi()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*.example.org",
                "null",
                "obt.example.org",
                "https://obt.example.org/",
                "https://obt.example.org/path",
                "https://obt.example.org?x",
                "https://user@obt.example.org",
                "https://obt.example.org:99999",
                "ftp://obt.example.org",
                "https://obt.example.org; script-src *",
                "https://a.example, https://b.example/"
            })
    void whatIsNoExactOriginIsRefused(String text) {
        assertRefused(Map.of(Setting.CORS_ORIGINS, text), "OBT_CORS_ORIGINS is '" + text + "'");
        assertRefused(Map.of(Setting.DASHBOARD_API, text), "OBT_DASHBOARD_API is '" + text + "'");
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
