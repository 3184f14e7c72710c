package io.obt.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a certificate, which no other certificate has.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public Fingerprint {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("A fingerprint is 64 lower-case hexadecimal digits, not '" + hex + "'");
        }
    }

    /** That of {@code certificate}. */
    public static Fingerprint of(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Fingerprint(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("Every JDK has SHA-256, and every certificate its bytes", e);
        }
    }

    /** As people copy it, in any case and with or without colons; empty if {@code text} is none. */
    public static Optional<Fingerprint> parse(String text) {
        String hex = text.replace(":", "").toLowerCase(Locale.ROOT);
        return HEX.matcher(hex).matches() ? Optional.of(new Fingerprint(hex)) : Optional.empty();
    }

    /** As {@code openssl} and {@code keytool} print it: {@code 9F:3C:…}. */
    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(HexFormat.of().parseHex(hex));
    }
}
