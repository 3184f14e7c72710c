package io.obt.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority, and certificates it has signed, made by {@code keytool} where and when a test needs them. */
public final class TestCertificates {
    private static final String PASSWORD = "test-certificates";

    private final Path keystore;
    private int made;

    /** A certificate, those above it, and its key. */
    public record Certified(PrivateKey key, List<X509Certificate> chain) {
        public Fingerprint fingerprint() {
            return Fingerprint.of(chain.get(0));
        }

        public String certificatesAsPem() {
            StringBuilder pem = new StringBuilder();
            chain.forEach(certificate -> pem.append(pem("CERTIFICATE", encoded(certificate))));
            return pem.toString();
        }

        public String keyAsPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }

        /** Writes it as PKCS#12. */
        public Path writeTo(Path file, String password) {
            try (OutputStream out = Files.newOutputStream(file)) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("server", key, password.toCharArray(), chain.toArray(X509Certificate[]::new));
                store.store(out, password.toCharArray());
                return file;
            } catch (IOException | GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Makes an authority, whose files are kept in {@code directory}. */
    public TestCertificates(Path directory) {
        keystore = directory.resolve("authority-" + System.nanoTime() + ".p12");
        keytool("-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=Test CA", "-ext", "BC=ca:true");
    }

    /** The authority's own certificate, in PEM. */
    public Path caFile() {
        Path file = keystore.resolveSibling(keystore.getFileName() + ".pem");
        write(file, pem("CERTIFICATE", encoded(read("ca").chain().get(0))));
        return file;
    }

    /** A certificate of a server, for such names: {@code dns:localhost}, {@code ip:127.0.0.1}. */
    public Certified server(String... names) {
        return server("EC", List.of("-validity", "30"), names);
    }

    public Certified rsaServer(String... names) {
        return server("RSA", List.of("-validity", "30"), names);
    }

    /** One whose time was over yesterday. */
    public Certified expiredServer(String... names) {
        return server("EC", List.of("-startdate", "-3d", "-validity", "2"), names);
    }

    /** One whose time begins tomorrow. */
    public Certified futureServer(String... names) {
        return server("EC", List.of("-startdate", "+1d", "-validity", "2"), names);
    }

    private Certified server(String algorithm, List<String> validity, String... names) {
        String alias = "server-" + ++made;
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-keyalg", algorithm));
        arguments.addAll(List.of("-signer", "ca", "-dname", "CN=" + alias, "-ext", "SAN=" + String.join(",", names)));
        arguments.addAll(validity);
        keytool(arguments.toArray(String[]::new));
        return read(alias);
    }

    private Certified read(String alias) {
        try (InputStream in = Files.newInputStream(keystore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(alias))
                    .map(X509Certificate.class::cast)
                    .toList();
            return new Certified((PrivateKey) store.getKey(alias, PASSWORD.toCharArray()), chain);
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", keystore.toString(), "-storepass", PASSWORD));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("keytool failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String pem(String label, byte[] bytes) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
