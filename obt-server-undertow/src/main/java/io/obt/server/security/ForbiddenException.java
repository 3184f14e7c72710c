package io.obt.server.security;

/** Who calls is known, and may not. */
public final class ForbiddenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ForbiddenException(String message) {
        super(message);
    }
}
