package io.obt.server;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.obt.access.Role;
import io.obt.log.LogOf;
import io.obt.server.tls.TlsSettings;
import io.obt.tls.Fingerprint;
import io.obt.tls.TestCertificates;
import io.obt.tls.TestCertificates.Certified;
import io.obt.tls.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS on the server's port: which versions, which certificate, and how a caller is told what is wrong with it. */
final class TlsTest {
    private static final int PROTOCOL_VERSION = 70;

    @TempDir
    private static Path made;

    private static TestCertificates authority;
    private static Certified first;
    private static Certified second;

    @TempDir
    private Path directory;

    private Path certificate;
    private Path key;
    private TestServer server;

    @BeforeAll
    static void makeCertificates() {
        authority = new TestCertificates(made);
        first = authority.server("ip:127.0.0.1");
        second = authority.rsaServer("ip:127.0.0.1");
    }

    @BeforeEach
    void nameFiles() {
        certificate = directory.resolve("chain.pem");
        key = directory.resolve("key.pem");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void write(Certified certified) throws IOException {
        Files.writeString(certificate, certified.certificatesAsPem());
        Files.writeString(key, certified.keyAsPem());
    }

    private Caller start(Certified certified) throws IOException {
        write(certified);
        server = TestServer.encrypted(directory.resolve("data"), new TlsSettings.Pem(certificate, key));
        return server.call;
    }

    private static String readyz(Caller call, Trust trust) {
        return call.trusting(trust).get("/readyz").body();
    }

    private static String refusal(Caller call, Trust trust) {
        HttpRequest request = call.request("/readyz").build();
        SSLException refused = catchThrowableOfType(
                SSLException.class, () -> trust.httpClient().build().send(request, BodyHandlers.discarding()));
        assertThat(refused).as("refused").isNotNull();
        return Trust.reason(refused);
    }

    // ---- who is trusted

    @Test
    void certificateOfAnAuthorityIsTakenByWhoNamesIt() throws IOException {
        Caller call = start(first);
        assertThat(call.server().getScheme()).isEqualTo("https");
        assertThat(readyz(call, Trust.caFile(authority.caFile()))).isEqualTo("ready\n");
    }

    @Test
    void keystoreIsAsGoodAsPem() {
        Path file = second.writeTo(directory.resolve("server.p12"), "secret");
        server = TestServer.encrypted(directory.resolve("data"), new TlsSettings.Keystore(file, "secret"));
        assertThat(readyz(server.call, Trust.caFile(authority.caFile()))).isEqualTo("ready\n");
    }

    @Test
    void authorityNobodyNamedIsRefusedWithTheWayOut() throws IOException {
        Caller call = start(first);
        String words = "the certificate of 127.0.0.1 is not trusted: give --ca-file, or --fingerprint "
                + first.fingerprint() + " if that is what the server has printed";
        assertThat(refusal(call, Trust.JDK)).isEqualTo(words);
        Path another = new TestCertificates(directory).caFile();
        assertThat(refusal(call, Trust.caFile(another))).isEqualTo(words);
    }

    @Test
    void fingerprintIsEnoughAndNothingElseIs() throws IOException {
        Caller call = start(authority.expiredServer("dns:elsewhere.example"));
        Fingerprint shown = server.server().tls().orElseThrow().fingerprint();
        assertThat(readyz(call, Trust.fingerprint(shown))).isEqualTo("ready\n");
        assertThat(refusal(call, Trust.fingerprint(first.fingerprint())))
                .startsWith(
                        "the server's certificate has the fingerprint " + shown + " and not " + first.fingerprint());
    }

    @Test
    void certificateForAnotherNameIsRefusedWithTheNamesItIsFor() throws IOException {
        Caller call = start(authority.server("dns:obt.example.org", "ip:192.0.2.7"));
        assertThat(refusal(call, Trust.caFile(authority.caFile())))
                .isEqualTo("the certificate of 127.0.0.1 is for obt.example.org, 192.0.2.7: call the server by such a"
                        + " name, or give --fingerprint");
    }

    @Test
    void certificateOfAnotherTimeIsRefusedWithItsDate() throws IOException {
        Certified expired = authority.expiredServer("ip:127.0.0.1");
        assertThat(refusal(start(expired), Trust.caFile(authority.caFile())))
                .isEqualTo("the certificate of 127.0.0.1 was valid until "
                        + expired.chain().get(0).getNotAfter().toInstant() + ": the server needs a new one");
        stop();
        assertThat(refusal(start(authority.futureServer("ip:127.0.0.1")), Trust.caFile(authority.caFile())))
                .contains("is valid from", "is this machine's clock right?");
    }

    @Test
    void callerWhoWantsTlsWhereNoneIsIsToldSo() {
        server = TestServer.empty();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port()))
                .build();
        SSLException refused = catchThrowableOfType(
                SSLException.class, () -> Trust.JDK.httpClient().build().send(request, BodyHandlers.discarding()));
        assertThat(Trust.reason(refused)).contains("the server speaks no TLS there", "http://");
    }

    // ---- what a browser keeps

    @Test
    void sessionCookieIsSentByNothingButTls() throws IOException {
        Caller call = start(first).trusting(Trust.caFile(authority.caFile()));
        String token = server.server().tokenFiles().stream()
                .filter(file -> file.role() == Role.ADMIN)
                .findFirst()
                .orElseThrow()
                .secret();
        Answer login = call.send(call.request("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(ofString("{\"token\":\"" + token + "\"}")));
        assertThat(login.header("Set-Cookie")).containsIgnoringCase("; secure").contains("HttpOnly", "SameSite=Strict");
    }

    // ---- a new certificate

    @Test
    void newCertificateIsShownToNewConnectionsAndOldOnesGoOn() throws Exception {
        Caller old = start(first).trusting(Trust.fingerprint(first.fingerprint()));
        assertThat(old.get("/readyz").status()).isEqualTo(200);
        try (RawTls open = new RawTls(server.port())) {
            assertThat(open.certificate()).isEqualTo(first.fingerprint());
            write(second);
            server.server().tls().orElseThrow().step();

            assertThat(readyz(server.call, Trust.fingerprint(second.fingerprint())))
                    .isEqualTo("ready\n");
            assertThat(refusal(server.call, Trust.fingerprint(first.fingerprint())))
                    .contains("the server has another");
            assertThat(open.get("/readyz")).as("on the old connection").startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void certificateThatCannotBeUsedLeavesTheOneBeforeAndIsToldOnce() throws Exception {
        start(first);
        try (LogOf log = LogOf.type(Class.forName("io.obt.server.tls.KeyWatch"))) {
            Files.writeString(certificate, second.certificatesAsPem()); // and the key will follow
            server.server().tls().orElseThrow().step();
            server.server().tls().orElseThrow().step();
            assertThat(log.lines())
                    .containsExactly(
                            "WARN The certificate has changed and cannot be used: the key is not the one of the"
                                    + " certificate. The one before stays");
            assertThat(readyz(server.call, Trust.fingerprint(first.fingerprint())))
                    .isEqualTo("ready\n");

            Files.writeString(key, second.keyAsPem());
            server.server().tls().orElseThrow().step();
            assertThat(readyz(server.call, Trust.fingerprint(second.fingerprint())))
                    .isEqualTo("ready\n");
            assertThat(log.lines()).hasSize(2).last().asString().startsWith("INFO New connections are shown another");
        }
    }

    // ---- made by the server itself

    @Test
    void certificateMadeByTheServerIsPrintedAndKeptAndItsFileIsItsOwnersAlone() throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        String printed;
        try (ServerProcess process = ServerProcess.run(home, "--tls-self-signed")) {
            URI url = process.awaitReady();
            String line = process.line();
            assertThat(line).startsWith("Its certificate has the SHA-256 fingerprint ");
            printed = line.split(" ")[6].replace(",", "");
            Trust pinned = Trust.fingerprint(Fingerprint.parse(printed).orElseThrow());
            assertThat(readyz(new Caller(url), pinned)).isEqualTo("ready\n");
        }
        Path file = home.resolve("obt-data/tls.p12");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (ServerProcess again = ServerProcess.run(home, "--tls-self-signed")) {
            again.awaitReady();
            assertThat(again.line()).contains(printed);
        }
    }

    // ---- versions, of a server whose JDK would speak all of them

    /** Says hello by hand, as no client of today would: the alert that comes back, or 0 where the server goes on. */
    private static int alertTo(int port, int version) throws IOException {
        byte[] hello = HexFormat.of()
                .parseHex("1603010058" + "01000054" + "%04x".formatted(version) + "5a".repeat(32) + "00"
                        + "000ac02bc009c00ac013c014" + "0100" // cipher suites of then and later, no compression
                        + "0021" + "000a00040002" + "0017" + "000b00020100" // one curve
                        + "000d000a0008" + "0403040102030201" + "ff01000100");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(hello);
            byte[] record = socket.getInputStream().readNBytes(7);
            assertThat(record[0]).as("alert or handshake").isIn((byte) 0x15, (byte) 0x16);
            return record[0] == 0x15 ? record[6] : 0;
        }
    }

    @Test
    void tls12And13AreSpokenAndNothingOlder() throws Exception {
        Path everything = Files.writeString(
                directory.resolve("java.security"),
                "jdk.tls.disabledAlgorithms=SSLv2Hello\njdk.certpath.disabledAlgorithms=MD2\n");
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Djava.security.properties=" + everything);
        Path home = Files.createDirectories(directory.resolve("home"));
        try (ServerProcess process = ServerProcess.run(home, environment, "--port", "0", "--tls-self-signed")) {
            int port = process.awaitReady().getPort();
            for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
                try (RawTls connection = new RawTls(port, version)) {
                    assertThat(connection.version()).isEqualTo(version);
                }
            }
            assertThat(alertTo(port, 0x0303)).as("TLS 1.2, by the same hello").isZero();
            assertThat(alertTo(port, 0x0302)).as("TLS 1.1").isEqualTo(PROTOCOL_VERSION);
            assertThat(alertTo(port, 0x0301)).as("TLS 1.0").isEqualTo(PROTOCOL_VERSION);
        }
    }

    @Test
    @Timeout(120)
    void handshakeThatNeverEndsIsCutOff() throws IOException {
        start(first);
        byte[] hello = HexFormat.of().parseHex("1603010200010001fc0303");
        try (Socket silent = connected();
                Socket half = connected();
                Socket trickling = connected()) {
            half.getOutputStream().write(hello);
            int sent = 0;
            while (isOpen(trickling)) {
                trickling.getOutputStream().write(sent < hello.length ? hello[sent] : 0);
                sent++;
                assertThat(sent).as("bytes, ten a second").isLessThan(300);
            }
            // Who reads an end waits for none that has come already.
            silent.setSoTimeout(20_000);
            half.setSoTimeout(20_000);
            assertThat(isOpen(silent)).isFalse();
            assertThat(isOpen(half)).isFalse();
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(100);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static boolean isOpen(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (SocketException e) {
            return false;
        }
    }
}
