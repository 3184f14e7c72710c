package io.obt.server;

/** A server does not let its caller do something; commands say so in a line and exit with 4. */
public final class NotAllowedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotAllowedException(String message) {
        super(message);
    }
}
