package io.obt.server;

import static java.util.Objects.requireNonNull;

import io.obt.registry.LeasePolicy;
import io.obt.server.http.Origin;
import io.obt.server.security.AddressRange;
import io.obt.server.security.Protection;
import io.obt.server.store.mongo.MongoAddress;
import io.obt.server.tls.TlsSettings;
import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a server is set up.
 *
 * @param port 0 picks a free one
 * @param dataDirectory where the embedded store keeps its file
 * @param mongo the MongoDB that keeps the fleet instead; null when there is none
 * @param publicUrl the address of a reverse proxy in front; null when there is none
 * @param corsOrigins whose pages may read the API
 * @param dashboardApi where the dashboard's API is; null when it is this server's
 * @param protection who may use it
 * @param tls the certificate it shows; null for plain HTTP
 * @param demo whether everything it will hold is simulated, so that it says so
 */
public record ServerSettings(
        InetAddress host,
        int port,
        Path dataDirectory,
        @Nullable MongoAddress mongo,
        LeasePolicy leases,
        Duration eventRetention,
        @Nullable URI publicUrl,
        Set<Origin> corsOrigins,
        @Nullable Origin dashboardApi,
        Protection protection,
        @Nullable TlsSettings tls,
        boolean demo) {
    // A longer one would mean that nobody is ever missed.
    private static final Duration LONGEST_LEASE = Duration.ofDays(30);

    public ServerSettings {
        requireNonNull(host, "host");
        requireNonNull(dataDirectory, "dataDirectory");
        requireNonNull(leases, "leases");
        requireNonNull(eventRetention, "eventRetention");
        requireNonNull(protection, "protection");
        corsOrigins = Set.copyOf(corsOrigins);
    }

    /**
     * Reads them from where people put them.
     *
     * @param insecure whether its user accepts that anyone who reaches the address can use the server
     * @throws SettingException saying which setting is wrong, and what is allowed
     */
    public static ServerSettings of(Settings settings, boolean insecure) {
        InetAddress host = host(settings);
        URI publicUrl = publicUrl(settings);
        return new ServerSettings(
                host,
                settings.port(Setting.PORT),
                settings.path(Setting.DATA_DIR),
                MongoAddress.of(settings).orElse(null),
                leases(settings),
                settings.duration(Setting.EVENT_RETENTION).orElseThrow(),
                publicUrl,
                corsOrigins(settings),
                settings.text(Setting.DASHBOARD_API)
                        .map(text -> origin(Setting.DASHBOARD_API, text, text))
                        .orElse(null),
                protection(settings, !host.isLoopbackAddress() || publicUrl != null, insecure),
                TlsSettings.of(settings).orElse(null),
                false);
    }

    // The address it listens on decides, and never the one a caller has: a proxy on this machine would have that of
    // this machine.
    private static Protection protection(Settings settings, boolean reachable, boolean insecure) {
        boolean tokens = reachable && !insecure;
        String legacy = settings.oneOf(Setting.LEGACY_CLIENTS, List.of("on", "off"), tokens ? "off" : "on");
        return new Protection(tokens, reachable && insecure, legacy.equals("on"), trustedProxies(settings));
    }

    private static Set<AddressRange> trustedProxies(Settings settings) {
        String text = settings.text(Setting.TRUSTED_PROXIES).orElse("");
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(one -> AddressRange.parse(one)
                        .orElseThrow(() -> SettingException.notAllowed(
                                Setting.TRUSTED_PROXIES, text, "addresses such as 10.0.0.1 or 192.168.7.0/24")))
                .collect(Collectors.toSet());
    }

    private static InetAddress host(Settings settings) {
        String text = settings.text(Setting.HOST).orElseThrow();
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw SettingException.notAllowed(Setting.HOST, text, "an address of this machine, such as 127.0.0.1");
        }
    }

    private static LeasePolicy leases(Settings settings) {
        Duration interval = settings.duration(Setting.OBT_HEARTBEAT_INTERVAL).orElseThrow();
        if (interval.compareTo(LeasePolicy.MIN_INTERVAL) < 0 || interval.compareTo(LeasePolicy.MAX_INTERVAL) > 0) {
            throw SettingException.notAllowed(
                    Setting.OBT_HEARTBEAT_INTERVAL,
                    settings.text(Setting.OBT_HEARTBEAT_INTERVAL).orElseThrow(),
                    "a duration from 100ms to 10m");
        }
        Duration lease = settings.duration(Setting.LEASE).orElse(null);
        if (lease != null && lease.compareTo(interval.multipliedBy(2)) < 0) {
            throw SettingException.notAllowed(
                    Setting.LEASE,
                    settings.text(Setting.LEASE).orElseThrow(),
                    "at least 2 heartbeat intervals, so "
                            + interval.multipliedBy(2).toMillis() + "ms or more");
        }
        if (lease != null && lease.compareTo(LONGEST_LEASE) > 0) {
            throw SettingException.notAllowed(
                    Setting.LEASE, settings.text(Setting.LEASE).orElseThrow(), "at most 30d");
        }
        return new LeasePolicy(interval, lease);
    }

    private static @Nullable URI publicUrl(Settings settings) {
        String text = settings.text(Setting.PUBLIC_URL).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw SettingException.notAllowed(Setting.PUBLIC_URL, text, "an address like https://obt.example.org");
    }

    private static Set<Origin> corsOrigins(Settings settings) {
        String text = settings.text(Setting.CORS_ORIGINS).orElse("");
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(one -> origin(Setting.CORS_ORIGINS, text, one))
                .collect(Collectors.toSet());
    }

    private static Origin origin(Setting setting, String text, String one) {
        return Origin.parse(one)
                .orElseThrow(() -> SettingException.notAllowed(
                        setting, text, "scheme, host and port alone, such as https://obt.example.org"));
    }

    /** Where the fleet is kept, for people to read; without the secrets in it. */
    public String place() {
        return mongo == null ? dataDirectory.toString() : mongo.toString();
    }

    /** The same address for a server whose fleet is simulated, kept somewhere else, and so no secret: by plain HTTP. */
    public ServerSettings forDemo(Path demoDirectory, LeasePolicy demoLeases) {
        return with(demoDirectory, null, demoLeases, null, true);
    }

    private ServerSettings with(
            Path otherDirectory,
            @Nullable MongoAddress otherMongo,
            LeasePolicy otherLeases,
            @Nullable TlsSettings otherTls,
            boolean isDemo) {
        return new ServerSettings(
                host,
                port,
                otherDirectory,
                otherMongo,
                otherLeases,
                eventRetention,
                publicUrl,
                corsOrigins,
                dashboardApi,
                protection,
                otherTls,
                isDemo);
    }

    /**
     * The same server with a certificate that it makes itself.
     *
     * @throws SettingException if it has been given another
     */
    public ServerSettings selfSigned() {
        if (tls != null) {
            throw new SettingException(
                    TlsSettings.SELF_SIGNED_FLAG + " makes a certificate, and the settings name one: " + tls
                            + ". The server has one certificate, so leave one of them out");
        }
        return with(dataDirectory, mongo, leases, new TlsSettings.SelfSigned(), demo);
    }
}
