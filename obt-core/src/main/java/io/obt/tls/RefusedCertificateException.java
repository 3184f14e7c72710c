package io.obt.tls;

import java.security.cert.CertificateException;

/** A server showed a certificate that is not good enough; the message is for people. */
final class RefusedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1;

    RefusedCertificateException(String message) {
        super(message);
    }

    RefusedCertificateException(String message, CertificateException cause) {
        super(message, cause);
    }
}
