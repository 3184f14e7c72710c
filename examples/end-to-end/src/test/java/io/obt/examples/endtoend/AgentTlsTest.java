package io.obt.examples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedOllama;
import io.obt.sdk.AgentStatus.Phase;
import io.obt.sdk.ObtAgent;
import io.obt.server.ObtServer;
import io.obt.server.ServerSettings;
import io.obt.settings.Setting;
import io.obt.settings.Settings;
import io.obt.tls.Fingerprint;
import io.obt.tls.TestCertificates;
import io.obt.tls.TestCertificates.Certified;
import io.obt.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents and servers over TLS: who is believed, who is not, and what is said about it. */
class AgentTlsTest {
    private static final Pattern PRINTED = Pattern.compile("SHA-256 fingerprint ([0-9A-F:]{95}),");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path made;

    @TempDir
    Path directory;

    private static TestCertificates authority;
    private static Path caFile;

    private final SimulatedOllama ollama = SimulatedOllama.start(SimulatedLibrary.model("llama3.2"));
    private ObtServer server;

    @BeforeAll
    static void makeAuthority() {
        authority = new TestCertificates(made);
        caFile = authority.caFile();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        ollama.close();
    }

    private void write(Certified certified) throws IOException {
        Files.writeString(directory.resolve("chain.pem"), certified.certificatesAsPem());
        Files.writeString(directory.resolve("key.pem"), certified.keyAsPem());
    }

    private URI start(Certified certified) throws IOException {
        write(certified);
        return start(Map.of(
                Setting.TLS_CERT, directory.resolve("chain.pem").toString(),
                Setting.TLS_KEY, directory.resolve("key.pem").toString()));
    }

    private URI start(Map<Setting, String> more) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        flags.putAll(more);
        flags.putAll(Map.of(
                Setting.PORT, "0",
                Setting.OBT_HEARTBEAT_INTERVAL, "200ms",
                Setting.DATA_DIR, directory.resolve("data").toString()));
        server = ObtServer.start(ServerSettings.of(Settings.of(flags, Map.of(), directory), false));
        return server.url();
    }

    private ObtAgent agent(String id, URI url, Trust trust) {
        return ObtAgent.builder(url)
                .clientId(id)
                .ollama(ollama.url())
                .trust(trust)
                .start();
    }

    private void assertTaken(URI url, Trust trust) {
        try (ObtAgent agent = agent("desk", url, trust)) {
            awaitContactAfter(agent, Instant.EPOCH);
        }
    }

    private static void awaitContactAfter(ObtAgent agent, Instant then) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(agent.status().lastContact())
                        .as(agent.status().trouble())
                        .isAfter(then));
    }

    private void assertRefused(URI url, Trust trust, String... words) {
        try (ObtAgent agent = agent("stranger", url, trust)) {
            await().atMost(PATIENCE).until(() -> agent.status().trouble() != null);
            assertThat(agent.status().trouble()).contains(words).doesNotContain("Exception", "PKIX");
            assertThat(agent.status().phase()).isEqualTo(Phase.STARTING);
        }
    }

    // ---- the matrix

    @Test
    void authorityThatWasNamedIsBelievedAndNoOther() throws IOException {
        Certified certified = authority.server("ip:127.0.0.1");
        URI url = start(certified);
        assertTaken(url, Trust.caFile(caFile));
        String[] wayOut = {"is not trusted: give --ca-file, or --fingerprint " + certified.fingerprint()};
        assertRefused(url, Trust.JDK, wayOut);
        assertRefused(url, Trust.caFile(new TestCertificates(directory).caFile()), wayOut);
    }

    @Test
    void fingerprintIsBelievedAndNoOther() throws IOException {
        Certified certified = authority.server("ip:127.0.0.1");
        URI url = start(certified);
        assertTaken(url, Trust.fingerprint(certified.fingerprint()));
        Fingerprint another = new Fingerprint("0".repeat(64));
        assertRefused(url, Trust.fingerprint(another), certified.fingerprint() + " and not " + another);
    }

    @Test
    void certificateForAnotherNameIsBelievedByItsFingerprintOnly() throws IOException {
        Certified certified = authority.server("dns:obt.example.org");
        URI url = start(certified);
        assertRefused(url, Trust.caFile(caFile), "the certificate of 127.0.0.1 is for obt.example.org");
        assertTaken(url, Trust.fingerprint(certified.fingerprint()));
    }

    @Test
    void certificateThatIsOverIsBelievedByItsFingerprintOnly() throws IOException {
        Certified certified = authority.expiredServer("ip:127.0.0.1");
        URI url = start(certified);
        assertRefused(url, Trust.caFile(caFile), "was valid until", "the server needs a new one");
        assertTaken(url, Trust.fingerprint(certified.fingerprint()));
    }

    @Test
    void agentGoesOnWhileTheCertificateIsReplacedAndNewOnesSeeTheNewOne() throws IOException {
        Certified first = authority.server("ip:127.0.0.1");
        Certified second = authority.rsaServer("ip:127.0.0.1");
        URI url = start(first);
        try (ObtAgent agent = agent("lab", url, Trust.fingerprint(first.fingerprint()))) {
            awaitContactAfter(agent, Instant.EPOCH);
            write(second);
            server.tls().orElseThrow().step();
            awaitContactAfter(agent, Instant.now());
            assertTaken(url, Trust.fingerprint(second.fingerprint()));
            assertRefused(url, Trust.fingerprint(first.fingerprint()), "the server has another since");
            awaitContactAfter(agent, Instant.now());
        }
    }

    @Test
    void wrongSchemeIsToldWithTheRightOne() throws IOException {
        URI url = start(authority.server("ip:127.0.0.1"));
        assertRefused(URI.create("http://127.0.0.1:" + url.getPort()), Trust.JDK, "its address begins with https://");
        server.close();
        URI plain = start(Map.of());
        assertRefused(URI.create("https://127.0.0.1:" + plain.getPort()), Trust.JDK, "speaks no TLS there", "http://");
    }

    // ---- as people do it

    @Test
    void serverPrintsAFingerprintAndAgentAndStatusGoByIt() {
        try (ObtCommand command =
                ObtCommand.start(directory.resolve("server"), Map.of(), "server", "--port", "0", "--tls-self-signed")) {
            URI url = command.url();
            await().atMost(PATIENCE).until(() -> PRINTED.matcher(command.out()).find());
            Matcher printed = PRINTED.matcher(command.out());
            assertThat(printed.find()).isTrue();
            Map<String, String> environment = Map.of(
                    "OBT_SERVER_URL", url.toString(),
                    "OBT_SERVER_FINGERPRINT", printed.group(1),
                    "OLLAMA_URL", ollama.url().toString(),
                    "CLIENT_ID", "desk");
            Trust trust = Trust.fingerprint(Fingerprint.parse(printed.group(1)).orElseThrow());
            try (ObtCommand agent = ObtCommand.start(directory.resolve("agent"), environment, "agent")) {
                new Api(url, trust).awaitStatus("desk", "ONLINE");
                ObtCommand status = ObtCommand.start(directory, environment, "status");
                assertThat(status.exitCode()).as(status.err()).isZero();
                assertThat(status.out()).contains("1 client: 1 online");
                Path file = directory.resolve("fleet.jsonl");
                ObtCommand export =
                        ObtCommand.start(directory, environment, "export", file.toString(), "--server", url.toString());
                assertThat(export.exitCode()).as(export.err()).isZero();
                assertThat(agent.terminate().exitCode()).isEqualTo(143);
            }
            ObtCommand unaware =
                    ObtCommand.start(directory, Map.of(), "export", "fleet.jsonl", "--server", url.toString());
            assertThat(unaware.exitCode()).isEqualTo(7);
            assertThat(unaware.err())
                    .contains("--fingerprint " + printed.group(1))
                    .hasLineCount(1);
            ObtCommand stranger = ObtCommand.start(directory, Map.of(), "status", "--server", url.toString());
            assertThat(stranger.exitCode()).isEqualTo(7);
            assertThat(stranger.err())
                    .contains("--fingerprint " + printed.group(1))
                    .hasLineCount(1);
        }
    }

    @Test
    void startBelievesItsOwnServer() {
        Map<String, String> environment = Map.of("OLLAMA_URL", ollama.url().toString(), "CLIENT_ID", "here");
        try (ObtCommand start = ObtCommand.start(
                directory.resolve("start"), environment, "start", "--port", "0", "--tls-self-signed")) {
            URI url = start.url();
            await().atMost(PATIENCE).until(() -> PRINTED.matcher(start.out()).find());
            Matcher printed = PRINTED.matcher(start.out());
            assertThat(printed.find()).isTrue();
            new Api(url, Trust.fingerprint(Fingerprint.parse(printed.group(1)).orElseThrow()))
                    .awaitStatus("here", "ONLINE");
        }
    }
}
