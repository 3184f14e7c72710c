package io.obt.cli;

/** The server could not be asked; the message is for people. */
final class ServerException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean unreachable;

    private ServerException(String message, boolean unreachable) {
        super(message);
        this.unreachable = unreachable;
    }

    /** Nothing came back. */
    static ServerException unreachable(String message) {
        return new ServerException(message, true);
    }

    /** Something came back, but not what was asked for. */
    static ServerException refused(String message) {
        return new ServerException(message, false);
    }

    boolean isUnreachable() {
        return unreachable;
    }
}
