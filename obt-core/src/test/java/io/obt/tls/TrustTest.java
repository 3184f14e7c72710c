package io.obt.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a caller is told whom to trust; what comes of it is seen against real servers, elsewhere. */
final class TrustTest {
    private static final String HEX = "9f".repeat(32);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", ":"})
    void fingerprintIsReadAsPeopleCopyIt(String between) {
        String text = String.join(between, HEX.split("(?<=\\G..)"));
        assertThat(Fingerprint.parse(text)).contains(new Fingerprint(HEX));
        assertThat(Fingerprint.parse(text.toUpperCase())).contains(new Fingerprint(HEX));
        assertThat(new Fingerprint(HEX).toString()).startsWith("9F:9F:").hasSize(95);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9f", "sha256", "9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9g"})
    void whatIsNoFingerprintIsNone(String text) {
        assertThat(Fingerprint.parse(text)).isEmpty();
    }

    @Test
    void withoutSettingsTheJdkDecides() {
        assertThat(Trust.of(settings(Map.of()))).isSameAs(Trust.JDK);
    }

    @Test
    void fileOfAnAuthorityMayHoldRemarksAndSeveralCertificates() throws IOException {
        Path one = new TestCertificates(directory).caFile();
        Path file = directory.resolve("both.pem");
        Files.writeString(
                file, "Our authority:\r\n" + Files.readString(one) + "and the same\n" + Files.readString(one));
        assertThat(Trust.of(settings(Map.of("OBT_CA_FILE", file.toString())))).isNotSameAs(Trust.JDK);
    }

    @Test
    void wrongFileIsNamedWithWhatIsWrong() throws IOException {
        assertRefused(Map.of("OBT_CA_FILE", "/no/such/file"), "OBT_CA_FILE is '/no/such/file'", "There is no CA file");
        String notes = Files.writeString(directory.resolve("notes"), "notes").toString();
        assertRefused(Map.of("OBT_CA_FILE", notes), "OBT_CA_FILE is '" + notes, "no BEGIN CERTIFICATE is in it");
        String cut = Files.writeString(
                        directory.resolve("cut"), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
                .toString();
        assertRefused(Map.of("OBT_CA_FILE", cut), "OBT_CA_FILE is '" + cut, "cannot be read (");
    }

    @Test
    void wrongFingerprintIsNamedWithWhatIsAllowed() {
        assertRefused(
                Map.of("OBT_SERVER_FINGERPRINT", "9F:3C"),
                "OBT_SERVER_FINGERPRINT is '9F:3C'",
                "64 hexadecimal digits, with or without colons");
    }

    @Test
    void fileAndFingerprintContradictEachOther() {
        assertRefused(
                Map.of("OBT_CA_FILE", "ca.pem", "OBT_SERVER_FINGERPRINT", HEX),
                "OBT_CA_FILE and OBT_SERVER_FINGERPRINT are both set",
                "only one");
    }

    private void assertRefused(Map<String, String> environment, String begin, String more) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> Trust.of(settings(environment)))
                .withMessageStartingWith(begin)
                .withMessageContaining(more);
    }

    private Settings settings(Map<String, String> environment) {
        return Settings.of(Map.of(), environment, directory);
    }
}
