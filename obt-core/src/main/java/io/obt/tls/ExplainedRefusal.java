package io.obt.tls;

import io.obt.text.Excerpt;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Judges servers as the JDK does, and says of one that is refused why, and what its user can do. */
final class ExplainedRefusal extends X509ExtendedTrustManager {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final X509ExtendedTrustManager jdk;

    ExplainedRefusal(X509ExtendedTrustManager jdk) {
        this.jdk = jdk;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw explained(chain, authType, engine.getPeerHost(), e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            String host =
                    socket instanceof SSLSocket tls ? tls.getHandshakeSession().getPeerHost() : null;
            throw explained(chain, authType, host, e);
        }
    }

    private CertificateException explained(
            X509Certificate[] chain, String authType, @Nullable String host, CertificateException refusal) {
        String certificate = "the certificate of " + (host == null ? "the server" : host);
        try {
            chain[0].checkValidity();
            jdk.checkServerTrusted(chain, authType); // compares no names
            return new RefusedCertificateException(
                    certificate + " is for " + names(chain[0])
                            + ": call the server by such a name, or give --fingerprint",
                    refusal);
        } catch (CertificateExpiredException e) {
            return new RefusedCertificateException(
                    certificate + " was valid until " + chain[0].getNotAfter().toInstant()
                            + ": the server needs a new one",
                    refusal);
        } catch (CertificateNotYetValidException e) {
            return new RefusedCertificateException(
                    certificate + " is valid from " + chain[0].getNotBefore().toInstant()
                            + " on: is this machine's clock right?",
                    refusal);
        } catch (CertificateException e) {
            // A fingerprint from the wire proves nothing; only who compares it may use it.
            return new RefusedCertificateException(
                    certificate + " is not trusted: give --ca-file, or --fingerprint " + Fingerprint.of(chain[0])
                            + " if that is what the server has printed",
                    refusal);
        }
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            String text = names == null
                    ? ""
                    : names.stream()
                            .filter(name ->
                                    Objects.equals(name.get(0), DNS_NAME) || Objects.equals(name.get(0), IP_ADDRESS))
                            .map(name -> String.valueOf(name.get(1)))
                            .collect(Collectors.joining(", "));
            return text.isEmpty() ? "no name at all" : Excerpt.of(text);
        } catch (CertificateParsingException e) {
            return "names that cannot be read";
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }
}
