package io.obt.tls;

import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import io.obt.text.Excerpt;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which servers a caller believes to be who they say they are. Immutable.
 *
 * <pre>{@code
 * Trust trust = Trust.caFile(Path.of("/etc/obt/ca.pem"));
 * HttpClient http = trust.httpClient().build();
 * }</pre>
 */
public final class Trust {
    /** Those with a certificate from an authority that this JDK trusts ({@code javax.net.ssl.trustStore} names others). */
    public static final Trust JDK = new Trust(() -> explained(null));

    private static final int DEEPEST_CAUSE = 10;

    private final Judge judge;

    private interface Judge {
        TrustManager make() throws IOException, GeneralSecurityException;
    }

    private Trust(Judge judge) {
        this.judge = judge;
    }

    /**
     * Those with a certificate from an authority in {@code file}, and no others: what the JDK trusts does not count.
     *
     * @param file one certificate or several in PEM; read here and now
     * @throws IllegalArgumentException if it cannot be read
     */
    public static Trust caFile(Path file) {
        try {
            List<X509Certificate> authorities = PemFile.read(file).certificates();
            return new Trust(() -> explained(authorities));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("There is no CA file " + file, e);
        } catch (IOException | CertificateException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The CA file " + file + " cannot be read (" + Excerpt.of(String.valueOf(e.getMessage())) + ")", e);
        }
    }

    /** The one whose own certificate has this fingerprint: nothing else counts, neither a name nor an authority nor a date. */
    public static Trust fingerprint(Fingerprint fingerprint) {
        return fingerprint(() -> fingerprint);
    }

    /** The same where it may change, asked at each connection. */
    public static Trust fingerprint(Supplier<Fingerprint> current) {
        return new Trust(() -> new PinnedCertificate(current));
    }

    /**
     * What {@code OBT_CA_FILE} or {@code OBT_SERVER_FINGERPRINT} says; without them {@link #JDK}.
     *
     * @throws SettingException saying which is wrong, and what is allowed
     */
    public static Trust of(Settings settings) {
        String file = settings.text(Setting.CA_FILE).orElse(null);
        String fingerprint = settings.text(Setting.SERVER_FINGERPRINT).orElse(null);
        if (file != null && fingerprint != null) {
            throw new SettingException(
                    "OBT_CA_FILE and OBT_SERVER_FINGERPRINT are both set; only one can say which server is trusted");
        }
        if (fingerprint != null) {
            return fingerprint(Fingerprint.parse(fingerprint)
                    .orElseThrow(() -> SettingException.notAllowed(
                            Setting.SERVER_FINGERPRINT,
                            fingerprint,
                            "the SHA-256 of the server's certificate: 64 hexadecimal digits, with or without colons")));
        }
        if (file == null) {
            return JDK;
        }
        try {
            return caFile(settings.path(Setting.CA_FILE));
        } catch (IllegalArgumentException e) {
            throw SettingException.notAllowed(
                    Setting.CA_FILE, file, "a file with certificates in PEM. " + e.getMessage());
        }
    }

    /** Begins a client that calls such servers, by HTTP/1.1 and, where TLS is, by no version before 1.2. */
    public HttpClient.Builder httpClient() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context())
                .sslParameters(parameters);
    }

    private SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {judge.make()}, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("This JDK's TLS cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManager explained(@Nullable List<X509Certificate> authorities)
            throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities == null ? null : store(authorities));
        X509ExtendedTrustManager jdk = Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
        return new ExplainedRefusal(jdk);
    }

    private static KeyStore store(List<X509Certificate> authorities) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca-" + i, authorities.get(i));
        }
        return store;
    }

    /** Puts a failure of TLS into words: what is wrong with a certificate, and what can be done about it. */
    public static String reason(SSLException failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof RefusedCertificateException refused) {
                return String.valueOf(refused.getMessage());
            }
            cause = cause.getCause();
        }
        String words = String.valueOf(failure.getMessage());
        return words.contains("nrecognized SSL message")
                ? "the server speaks no TLS there: does its address begin with http://?"
                : "TLS failed: " + Excerpt.of(words);
    }
}
