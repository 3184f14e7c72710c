package io.obt.server.security;

/** Too many tokens that do not work came from one address. */
public final class TooManyAttemptsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long retrySeconds;

    TooManyAttemptsException(long retrySeconds) {
        super("Too many tokens that do not work came from your address; wait " + retrySeconds + " s");
        this.retrySeconds = retrySeconds;
    }

    /** When it may be tried again. */
    public long retrySeconds() {
        return retrySeconds;
    }
}
