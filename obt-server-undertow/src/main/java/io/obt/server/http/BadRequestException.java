package io.obt.server.http;

/** A path or query is not what its grammar allows; the message says what is. */
final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadRequestException(String message) {
        super(message);
    }
}
