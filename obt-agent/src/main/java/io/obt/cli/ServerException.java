package io.obt.cli;

/** The server did not do what a command asked; the message is for people. */
final class ServerException extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitStatus;

    private ServerException(String message, int exitStatus) {
        super(message);
        this.exitStatus = exitStatus;
    }

    /** Nothing came back. */
    static ServerException unreachable(String message) {
        return new ServerException(message, Obt.UNREACHABLE);
    }

    /** Something came back, but not what was asked for. */
    static ServerException refused(String message) {
        return new ServerException(message, Obt.ERROR);
    }

    /** The token does not do, or there is none. */
    static ServerException notAllowed(String message) {
        return new ServerException(message, Obt.NOT_ALLOWED);
    }

    /** There is no such thing. */
    static ServerException notFound(String message) {
        return new ServerException(message, Obt.NOT_FOUND);
    }

    int exitStatus() {
        return exitStatus;
    }
}
