package io.obt.server.tls;

import io.obt.tls.Fingerprint;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What a server shows that it is itself.
 *
 * @param chain its own certificate, then those above it
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
    /** @throws UnusableKeyException if the key is not that of the first certificate */
    Identity {
        chain = List.copyOf(chain);
        if (!belongTogether(key, chain.get(0))) {
            throw new UnusableKeyException("the key is not the one of the certificate");
        }
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        try {
            byte[] sample = certificate.getTBSCertificate();
            Signature signature =
                    Signature.getInstance("SHA256with" + (key.getAlgorithm().equals("EC") ? "ECDSA" : "RSA"));
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // a key of one algorithm, a certificate of the other
        }
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(certificate());
    }

    Instant end() {
        return certificate().getNotAfter().toInstant();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "certificate " + fingerprint() + ", valid until " + end();
    }
}
