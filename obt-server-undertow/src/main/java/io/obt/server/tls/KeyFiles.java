package io.obt.server.tls;

import io.obt.text.Excerpt;
import io.obt.tls.PemFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The files that hold certificate and key.
 *
 * @param watched what changes when there is a new certificate
 */
record KeyFiles(List<Path> watched, Reading reading) {
    private static final String CONVERT = "; convert it: openssl pkey -in OLD -out NEW";

    /** Reads the key out of the files. */
    interface Reading {
        Identity read() throws IOException, GeneralSecurityException;
    }

    static KeyFiles pem(Path certificate, Path key) {
        return new KeyFiles(List.of(certificate, key), () -> new Identity(privateKey(key), certificates(certificate)));
    }

    static KeyFiles keystore(Path file, String password) {
        return new KeyFiles(List.of(file), () -> read(file, password.toCharArray()));
    }

    /** @throws UnusableKeyException if that does not work, naming the file */
    Identity read() {
        try {
            return reading.read();
        } catch (NoSuchFileException e) {
            throw new UnusableKeyException("there is no file " + e.getFile(), e);
        } catch (AccessDeniedException e) {
            throw new UnusableKeyException("the file " + e.getFile() + " may not be read by this user", e);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new UnusableKeyException(
                    "the file " + watched.get(0) + " cannot be read (" + Excerpt.of(String.valueOf(e.getMessage()))
                            + ")",
                    e);
        }
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            return PemFile.read(file).certificates();
        } catch (CertificateException | IllegalArgumentException e) {
            throw new UnusableKeyException(
                    "the file " + file + " holds no certificate in PEM (" + Excerpt.of(String.valueOf(e.getMessage()))
                            + ")",
                    e);
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        PemFile pem = PemFile.read(file);
        List<String> labels = pem.labels();
        if (labels.contains("ENCRYPTED PRIVATE KEY")) {
            throw new UnusableKeyException(
                    "the key in " + file + " is encrypted, and nobody is here to decrypt it" + CONVERT);
        }
        if (labels.contains("RSA PRIVATE KEY") || labels.contains("EC PRIVATE KEY")) {
            String form = labels.contains("RSA PRIVATE KEY") ? "PKCS#1" : "SEC1";
            throw new UnusableKeyException(
                    "the key in " + file + " is of the form " + form + ", and PKCS#8 is needed" + CONVERT);
        }
        byte[] bytes = pem.bytes("PRIVATE KEY")
                .orElseThrow(() -> new UnusableKeyException(
                        "the file " + file + " holds no key in PEM, which begins with -----BEGIN PRIVATE KEY-----"));
        for (String algorithm : List.of("EC", "RSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (InvalidKeySpecException e) {
                // perhaps the other
            }
        }
        throw new UnusableKeyException("the key in " + file + " is neither RSA nor EC");
    }

    private static Identity read(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        for (String alias : Collections.list(store.aliases())) {
            Key key = store.getKey(alias, password);
            if (key instanceof PrivateKey its) {
                List<X509Certificate> chain = new ArrayList<>();
                Arrays.stream(store.getCertificateChain(alias)).forEach(one -> chain.add((X509Certificate) one));
                return new Identity(its, chain);
            }
        }
        throw new UnusableKeyException("the file " + file + " holds no key");
    }
}
