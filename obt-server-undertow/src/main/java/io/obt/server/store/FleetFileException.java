package io.obt.server.store;

/** A file is no export of a fleet, or cannot be imported here; nothing was changed. The message says what to do. */
public final class FleetFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FleetFileException(String message) {
        super(message);
    }

    FleetFileException(long line, String fact) {
        super("Line " + line + " of the file cannot be imported: " + fact
                + ". Nothing was changed; export the fleet again");
    }
}
