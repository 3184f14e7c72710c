package io.obt.settings;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that can be configured, in one place, so that one {@code .env} can serve server and agent. */
public enum Setting {
    HOST("OBT_HOST", "--host", "127.0.0.1", "address to listen on"),
    PORT("OBT_PORT", "--port", "8881", "port to listen on; 0 picks a free one and prints it"),
    DATA_DIR("OBT_DATA_DIR", "--data-dir", "./obt-data", "directory the server keeps the fleet in"),
    MONGODB_URI(
            "OBT_MONGODB_URI",
            "--mongodb-uri",
            null,
            "MongoDB to keep the fleet in, instead of the data directory: mongodb://user:password@host:27017; a flag is"
                    + " seen in the list of processes, so better set the variable"),
    MONGODB_DATABASE("OBT_MONGODB_DATABASE", "--mongodb-database", "obt", "database of that MongoDB"),
    OBT_HEARTBEAT_INTERVAL(
            "OBT_HEARTBEAT_INTERVAL", "--heartbeat-interval", "10s", "how often clients report; 100ms to 10m"),
    LEASE(
            "OBT_LEASE",
            "--lease",
            null,
            "how long a client may be silent; at least 2 intervals (default: 6 intervals, at least 60s)"),
    EVENT_RETENTION("OBT_EVENT_RETENTION", "--event-retention", "30d", "how long events are kept"),
    PUBLIC_URL("OBT_PUBLIC_URL", "--public-url", null, "address of the reverse proxy in front, if there is one"),
    TLS_CERT(
            "OBT_TLS_CERT",
            "--tls-cert",
            null,
            "file with the server's certificate and those above it, in PEM: https instead of http"),
    TLS_KEY("OBT_TLS_KEY", "--tls-key", null, "file with the key of that certificate, in PEM (PKCS#8, not encrypted)"),
    TLS_KEYSTORE(
            "OBT_TLS_KEYSTORE", "--tls-keystore", null, "PKCS#12 file with certificate and key, instead of those two"),
    TLS_KEYSTORE_PASSWORD(
            "OBT_TLS_KEYSTORE_PASSWORD",
            "--tls-keystore-password",
            null,
            "password of that file; a flag is seen in the list of processes, so better set the variable"),
    TRUSTED_PROXIES(
            "OBT_TRUSTED_PROXIES",
            "--trusted-proxies",
            null,
            "addresses of reverse proxies whose X-Forwarded-For is believed, like 10.0.0.1,192.168.7.0/24"),
    LEGACY_CLIENTS(
            "OBT_LEGACY_CLIENTS",
            "--legacy-clients",
            null,
            "on or off: whether clients of the first OBT may report, which know no tokens (default: off where tokens are"
                    + " needed, else on)"),
    CORS_ORIGINS(
            "OBT_CORS_ORIGINS",
            "--cors-origins",
            null,
            "origins whose web pages may use the API, like https://obt.example.org, separated by commas"),
    DASHBOARD_API(
            "OBT_DASHBOARD_API",
            "--dashboard-api",
            null,
            "origin of the API that the dashboard shows, if it is not this server's own"),
    SERVER_URL("OBT_SERVER_URL", "--server", "http://localhost:8881", "the OBT server to report to, or to ask"),
    CA_FILE(
            "OBT_CA_FILE",
            "--ca-file",
            null,
            "file with the certificates, in PEM, of who may vouch for that server; nobody else may then (default: what the"
                    + " JDK trusts)"),
    SERVER_FINGERPRINT(
            "OBT_SERVER_FINGERPRINT",
            "--fingerprint",
            null,
            "SHA-256 of that server's certificate, as it prints it; nothing else counts then"),
    TOKEN(
            "OBT_TOKEN",
            "--token",
            null,
            "the token to ask with; a flag is seen in the list of processes, so better set the variable"),
    JOIN_TOKEN(
            "OBT_JOIN_TOKEN",
            "--join",
            null,
            "the token that lets a new agent join; needed once, and as a flag seen in the list of processes"),
    OLLAMA_URL(
            "OLLAMA_URL",
            "--ollama-url",
            null,
            "the Ollama to report for (default: OLLAMA_HOST if set, else http://localhost:11434)"),
    CLIENT_ID("CLIENT_ID", "--client-id", null, "name of this client in the fleet (default: the host name)"),
    CLIENT_HEARTBEAT_INTERVAL(
            "HEARTBEAT_INTERVAL",
            "--heartbeat-interval",
            null,
            "wished rhythm, as seconds or a duration; the server has the last word"),
    LABELS("OBT_LABELS", "--labels", null, "what the client is to be found by, like gpu=a100,site=lab"),
    ALLOW("OBT_ALLOW", "--allow", "pull,copy,load,unload", "operations the agent obeys; delete must be added"),
    AGENT_DIR("OBT_AGENT_DIR", "--agent-dir", "./obt-agent-data", "directory the agent keeps its own files in"),
    ACCESS_LOG(
            "OBT_ACCESS_LOG",
            "--access-log",
            null,
            "off; requests: a line for each but heartbeats; all (default: requests of obt server, else off)"),
    LOG_LEVEL("OBT_LOG_LEVEL", "--log-level", "info", "error, warn, info, debug or trace"),
    LOG_FORMAT("OBT_LOG_FORMAT", "--log-format", "text", "text, or json: one object a line");

    private final String key;
    private final String flag;
    private final @Nullable String defaultText;
    private final String description;

    Setting(String key, String flag, @Nullable String defaultText, String description) {
        this.key = key;
        this.flag = flag;
        this.defaultText = defaultText;
        this.description = description;
    }

    /** Its name in the environment and in {@code .env}. */
    public String key() {
        return key;
    }

    /** Its name on the command line. */
    public String flag() {
        return flag;
    }

    /** What holds when nobody sets it; empty when that depends. */
    public Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    /** What it is, in the words of {@code --help}. */
    public String description() {
        return description;
    }

    static Optional<Setting> withKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }
}
