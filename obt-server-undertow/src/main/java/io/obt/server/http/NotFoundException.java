package io.obt.server.http;

/** There is no such thing under this address. */
final class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotFoundException(String message) {
        super(message);
    }
}
