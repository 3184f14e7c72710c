package io.obt.server.tls;

import org.jspecify.annotations.Nullable;

/** No key or certificate can be had from where it should be; the message says what is wrong, and how to mend it. */
final class UnusableKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableKeyException(String message) {
        this(message, null);
    }

    UnusableKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
