package io.obt.server.security;

/** A call that needs a token came without one that works. */
public final class UnauthorizedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnauthorizedException(String message) {
        super(message);
    }
}
