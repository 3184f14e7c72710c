package io.obt.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.obt.log.LogOf;
import io.obt.settings.SettingException;
import io.obt.time.TimeSource;
import io.obt.tls.Fingerprint;
import io.obt.tls.TestCertificates;
import io.obt.tls.TestCertificates.Certified;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a server's certificate comes from, and what is said of one that cannot be used. */
final class ServerTlsTest {
    @TempDir
    private static Path made;

    private static TestCertificates authority;
    private static Certified certified;

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeCertificates() {
        authority = new TestCertificates(made);
        certified = authority.server("dns:localhost");
    }

    private ServerTls open(TlsSettings settings, String publicUrl, TimeSource time) {
        return ServerTls.open(settings, directory, URI.create(publicUrl), time);
    }

    private Fingerprint open(TlsSettings settings) {
        return ServerTls.open(settings, directory, null, TimeSource.system()).fingerprint();
    }

    private TlsSettings pem(String certificates, String key) throws IOException {
        return new TlsSettings.Pem(
                Files.writeString(directory.resolve("chain.pem"), certificates),
                Files.writeString(directory.resolve("key.pem"), key));
    }

    private void assertRefused(TlsSettings settings, String... words) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> open(settings))
                .withMessageStartingWith("TLS cannot be used: ")
                .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain("\n", "Exception"));
    }

    // ---- files

    @Test
    void keysOfBothAlgorithmsAreRead() throws IOException {
        Certified rsa = authority.rsaServer("dns:localhost");
        assertThat(open(pem(certified.certificatesAsPem(), certified.keyAsPem())))
                .isEqualTo(certified.fingerprint());
        assertThat(open(pem(rsa.certificatesAsPem(), rsa.keyAsPem()))).isEqualTo(rsa.fingerprint());
    }

    @ParameterizedTest
    @CsvSource({
        "RSA PRIVATE KEY, is of the form PKCS#1",
        "EC PRIVATE KEY, is of the form SEC1",
        "ENCRYPTED PRIVATE KEY, is encrypted"
    })
    void keyOfAnotherFormIsRefusedWithTheCommandThatConvertsIt(String label, String words) throws IOException {
        String key = certified.keyAsPem().replace("PRIVATE KEY", label);
        assertRefused(pem(certified.certificatesAsPem(), key), words, "openssl pkey -in OLD -out NEW");
    }

    @Test
    void whatIsNoKeyOrNoCertificateIsNamed() throws IOException {
        String file = directory.resolve("key.pem").toString();
        assertRefused(pem(certified.certificatesAsPem(), "notes"), file, "holds no key in PEM");
        String rubbish = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        assertRefused(pem(certified.certificatesAsPem(), rubbish), file, "neither RSA nor EC");
        assertRefused(pem("notes", certified.keyAsPem()), directory.resolve("chain.pem") + " holds no certificate");
        Certified other = authority.server("dns:localhost");
        assertRefused(
                pem(other.certificatesAsPem(), certified.keyAsPem()), "the key is not the one of the certificate");
    }

    @Test
    void keystoreIsReadAndItsPasswordIsNeverRepeated() throws IOException {
        Path file = certified.writeTo(directory.resolve("server.p12"), "geheim");
        assertThat(open(new TlsSettings.Keystore(file, "geheim"))).isEqualTo(certified.fingerprint());
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> open(new TlsSettings.Keystore(file, "falsch")))
                .withMessageContaining("password was incorrect")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("falsch"));
        assertThat(new TlsSettings.Keystore(file, "geheim").toString()).doesNotContain("geheim");
        Files.write(file, Base64.getDecoder().decode("AAAA"));
        assertRefused(new TlsSettings.Keystore(file, "geheim"), file.toString(), "cannot be read");
    }

    // ---- its own

    private X509Certificate own() {
        return KeyFiles.keystore(directory.resolve("tls.p12"), SelfSigned.PASSWORD)
                .read()
                .certificate();
    }

    private List<String> names() throws CertificateParsingException {
        return own().getSubjectAlternativeNames().stream()
                .map(name -> String.valueOf(name.get(1)))
                .toList();
    }

    @Test
    void ownCertificateIsForEveryNameOfTheServer() throws Exception {
        Instant now = Instant.now();
        ServerTls tls = open(new TlsSettings.SelfSigned(), "https://obt.example.org/fleet", TimeSource.system());
        assertThat(names()).contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "obt.example.org");
        assertThat(Fingerprint.of(own())).isEqualTo(tls.fingerprint());
        assertThat(Duration.between(now, tls.end()).toDays()).isBetween(824L, 825L);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(directory.resolve("tls.p12"));
        }
    }

    @Test
    void publicUrlMayBeAnAddress() throws Exception {
        open(new TlsSettings.SelfSigned(), "https://[2001:db8::7]:8881", TimeSource.system());
        assertThat(names()).contains("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void ownCertificateStaysUntilItsEndIsNear() throws Exception {
        ServerTls first = open(new TlsSettings.SelfSigned(), "https://obt.lan", TimeSource.system());
        Instant end = first.end();
        ServerTls kept = open(new TlsSettings.SelfSigned(), "https://obt.lan", at(end.minus(Duration.ofDays(31))));
        assertThat(kept.fingerprint()).isEqualTo(first.fingerprint());
        try (LogOf log = LogOf.type(SelfSigned.class)) {
            ServerTls made = open(new TlsSettings.SelfSigned(), "https://obt.lan", at(end.minus(Duration.ofDays(29))));
            assertThat(made.fingerprint()).isNotEqualTo(first.fingerprint());
            assertThat(log.lines()).singleElement().asString().contains("near its end", "another fingerprint");
        }
    }

    @Test
    void endThatIsNearOrOverIsTold() throws IOException {
        TlsSettings settings = pem(certified.certificatesAsPem(), certified.keyAsPem());
        Instant end = certified.chain().get(0).getNotAfter().toInstant();
        try (LogOf log = LogOf.type(KeyWatch.class)) {
            open(settings, "https://obt.lan", at(end.minus(Duration.ofDays(15))));
            assertThat(log.lines()).isEmpty();
            open(settings, "https://obt.lan", at(end.minus(Duration.ofDays(13))));
            open(settings, "https://obt.lan", at(end.plusSeconds(1)));
            assertThat(log.lines())
                    .containsExactly(
                            "WARN The server's certificate ends on " + end,
                            "WARN The server's certificate ended on " + end + ": callers will refuse it");
        }
    }

    private static TimeSource at(Instant now) {
        return new TimeSource() {
            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public Instant now() {
                return now;
            }
        };
    }
}
