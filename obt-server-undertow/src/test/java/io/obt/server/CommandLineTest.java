package io.obt.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code obt server}: what it says, what it refuses, and that it leaves nothing behind when it does. */
final class CommandLineTest {
    @TempDir
    private Path directory;

    private Path home;
    private Path data;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectories(directory.resolve("home"));
        data = directory.resolve("data");
    }

    // ---- the start

    @Test
    void helpTeachesEverySettingWithItsDefaultAndItsVariable() throws Exception {
        Said said = execute("--help");
        assertThat(said.status).isZero();
        assertThat(said.out)
                .startsWith("Usage: obt server")
                .contains("--host", "127.0.0.1", "OBT_HOST")
                .contains("--port", "8881", "OBT_PORT")
                .contains("--data-dir", "./obt-data", "OBT_DATA_DIR")
                .contains("--heartbeat-interval", "10s", "OBT_HEARTBEAT_INTERVAL")
                .contains("--mongodb-uri", "OBT_MONGODB_URI")
                .contains("--mongodb-database", "OBT_MONGODB_DATABASE")
                .contains("--lease", "OBT_LEASE")
                .contains("--event-retention", "30d", "OBT_EVENT_RETENTION")
                .contains("--public-url", "OBT_PUBLIC_URL")
                .contains("--log-level", "OBT_LOG_LEVEL")
                .contains("--log-format", "text", "OBT_LOG_FORMAT")
                .contains("--access-log", "OBT_ACCESS_LOG")
                .contains("--tls-cert", "OBT_TLS_CERT", "--tls-keystore-password", "--tls-self-signed")
                .contains("--insecure")
                .contains("Examples:");
        assertThat(said.errors).isEmpty();
    }

    @Test
    void versionIsOneLine() throws Exception {
        Said said = execute("--version");
        assertThat(said.out).matches("obt-server \\S+\\n");
        assertThat(said.status).isZero();
    }

    @Test
    void flagComesBeforeTheEnvironmentAndThatBeforeDotEnv() throws Exception {
        Files.writeString(home.resolve(".env"), "OBT_HEARTBEAT_INTERVAL=1s\nOBT_LEASE=7s\nOBT_DATA_DIR=from-dot-env\n");
        Map<String, String> environment = Map.of("OBT_HEARTBEAT_INTERVAL", "2s", "OBT_DATA_DIR", "from-environment");
        try (ServerProcess server = ServerProcess.run(home, environment, "--port", "0", "--data-dir", "from-flag")) {
            var said =
                    new Caller(server.awaitReady()).get("/api/v1/fleet").json().path("server");
            assertThat(said.path("heartbeatIntervalMillis").asLong()).isEqualTo(2_000);
            assertThat(said.path("leaseMillis").asLong()).isEqualTo(7_000);
            assertThat(home.resolve("from-flag/fleet.mv")).isRegularFile();
            assertThat(home.resolve("from-environment")).doesNotExist();
            assertThat(home.resolve("from-dot-env")).doesNotExist();
        }
    }

    // ---- what cannot be

    static Stream<Arguments> wrong() {
        return Stream.of(
                refused("OBT_PORT is '70000'; allowed is a port from 0 to 65535", "--port", "70000"),
                refused("OBT_PORT is '-1'; allowed is a port from 0 to 65535", "--port=-1"),
                refused(
                        "OBT_HEARTBEAT_INTERVAL is '50ms'; allowed is a duration from 100ms to 10m",
                        "--heartbeat-interval",
                        "50ms"),
                refused(
                        "OBT_LEASE is '5s'; allowed is at least 2 heartbeat intervals, so 20000ms or more",
                        "--lease",
                        "5s"),
                refused("OBT_EVENT_RETENTION is 'long'; allowed is a duration like", "--event-retention", "long"),
                refused("OBT_TRUSTED_PROXIES is 'proxy'; allowed is addresses such as", "--trusted-proxies", "proxy"),
                refused("OBT_LEGACY_CLIENTS is 'maybe'; allowed is on or off", "--legacy-clients", "maybe"),
                refused("OBT_HOST is 'no such host'; allowed is an address of this machine", "--host", "no such host"),
                refused(
                        "OBT_PUBLIC_URL is 'obt.example.org'; allowed is an address like",
                        "--public-url",
                        "obt.example.org"),
                refused("OBT_CORS_ORIGINS is '*'; allowed is scheme, host and port", "--cors-origins", "*"),
                refused("OBT_DASHBOARD_API is 'api'; allowed is scheme, host and port", "--dashboard-api", "api"),
                refused("OBT_TLS_CERT is set without OBT_TLS_KEY; TLS needs both", "--tls-cert", "chain.pem"),
                refused("OBT_TLS_KEY is set without OBT_TLS_CERT; TLS needs both", "--tls-key", "key.pem"),
                refused(
                        "OBT_TLS_KEYSTORE is set without OBT_TLS_KEYSTORE_PASSWORD; TLS needs both",
                        "--tls-keystore",
                        "server.p12"),
                refused(
                        "OBT_TLS_CERT and OBT_TLS_KEYSTORE are both set; the server has one certificate",
                        "--tls-cert=chain.pem",
                        "--tls-key=key.pem",
                        "--tls-keystore=server.p12",
                        "--tls-keystore-password=secret"),
                refused(
                        "--tls-self-signed makes a certificate, and the settings name one: /no/chain.pem. The server has",
                        "--tls-cert=/no/chain.pem",
                        "--tls-key=/no/key.pem",
                        "--tls-self-signed"),
                refused(
                        "TLS cannot be used: there is no file /no/key.pem",
                        "--tls-cert=/no/chain.pem",
                        "--tls-key=/no/key.pem"),
                refused("OBT_LOG_LEVEL is 'loud'; allowed is error, warn, info, debug or trace", "--log-level", "loud"),
                refused("OBT_LOG_FORMAT is 'xml'; allowed is text or json", "--log-format", "xml"),
                refused("OBT_ACCESS_LOG is 'some'; allowed is off, requests or all", "--access-log", "some"),
                refused("Unknown option: '--prot=1'; --help shows", "--prot=1"),
                refused("Missing required parameter for option '--port' (VALUE); --help shows", "--port"),
                refused("Unmatched argument at index 6: 'start'; --help shows", "start"));
    }

    private static Arguments refused(String line, String... arguments) {
        return Arguments.of(line, List.of(arguments));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongArgumentIsOneLineThatNamesItAndNothingIsMade(String line, List<String> arguments) throws Exception {
        assertRefused(execute(arguments.toArray(String[]::new)), line);
        assertThat(data).doesNotExist();
    }

    @Test
    void wrongVariableIsNamedAsTheEnvironmentSpellsIt() throws Exception {
        try (ServerProcess server = ServerProcess.run(home, Map.of("OBT_PORT", "http"))) {
            assertRefused(server, "OBT_PORT is 'http'; allowed is a port from 0 to 65535");
        }
        assertHomeIsEmpty();
    }

    @Test
    void misspeltKeyInDotEnvIsNamedWithTheNearestOne() throws Exception {
        Files.writeString(home.resolve(".env"), "OBT_PROT=0\n");
        try (ServerProcess server = ServerProcess.run(home)) {
            assertRefused(server, ".env, line 1: there is no setting OBT_PROT; did you mean OBT_PORT?");
        }
    }

    @Test
    void portThatIsTakenIsNamedAndNothingIsMade() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertRefused(execute("--port", port), "The port " + port + " of 127.0.0.1 cannot be listened on (");
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void addressOfAnotherMachineIsNamedAndNothingIsMade() throws Exception {
        assertRefused(execute("--host", "192.0.2.1", "--insecure"), "The port 0 of 192.0.2.1 cannot be listened on (");
        assertThat(data).doesNotExist();
    }

    @Test
    void dataDirectoryInUseIsNamedAndItsServerGoesOn() throws Exception {
        try (ServerProcess first = ServerProcess.run(home)) {
            Caller call = new Caller(first.awaitReady());
            call.register("desk");
            try (ServerProcess second = ServerProcess.run(home)) {
                assertRefused(
                        second,
                        "The data directory " + home.toRealPath().resolve("obt-data") + " is in use by another server");
            }
            call.register("lab");
        }
    }

    @Test
    void storeThatDoesNotOpenIsNamedAndUntouched() throws Exception {
        Path file = Files.createDirectories(data).resolve("fleet.mv");
        byte[] notes = "somebody's notes".getBytes(UTF_8);
        Files.write(file, notes);
        assertRefused(execute(), "The store file " + file + " does not open and was left as it is (");
        assertThat(file).hasBinaryContent(notes);
    }

    private static void assertRefused(ServerProcess server, String line) throws InterruptedException {
        int status = server.awaitExit();
        assertRefused(new Said(status, server.output(), server.errors()), line);
    }

    private static void assertRefused(Said said, String line) {
        assertThat(said.errors).contains(line).endsWith("\n").hasLineCount(1);
        assertThat(said.status).isEqualTo(2);
        assertThat(said.out).isEmpty();
    }

    private void assertHomeIsEmpty() {
        assertThat(home).isEmptyDirectory();
    }

    private record Said(int status, String out, String errors) {}

    /** Runs the command in this process: a start that is refused needs none of its own. */
    private Said execute(String... arguments) {
        PrintStream out = System.out;
        PrintStream errors = System.err;
        ByteArrayOutputStream saidOut = new ByteArrayOutputStream();
        ByteArrayOutputStream saidErrors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(saidOut, true, UTF_8));
        System.setErr(new PrintStream(saidErrors, true, UTF_8));
        try {
            List<String> all = new ArrayList<>(List.of("--data-dir", data.toString()));
            if (Stream.of(arguments).noneMatch(argument -> argument.startsWith("--port"))) {
                all.addAll(List.of("--port", "0"));
            }
            if (Stream.of(arguments).noneMatch("--access-log"::equals)) {
                all.addAll(List.of("--access-log", "off")); // for what else runs in this process
            }
            all.addAll(List.of(arguments));
            int status = ServerMain.execute(all.toArray(String[]::new));
            return new Said(status, saidOut.toString(UTF_8), saidErrors.toString(UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(errors);
        }
    }
}
