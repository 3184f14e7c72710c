package io.obt.server;

/** No server answers at an address; commands say so in a line and exit with 7. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
