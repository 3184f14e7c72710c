package io.obt.history;

import io.obt.client.ClientStatus;

/** What is known of a client at a time that is past, worst first; STALE was never kept and so is none. */
public enum PastStatus {
    OFFLINE('X'),
    DEGRADED('D'),
    LEFT('L'),
    ONLINE('O'),
    /** The server was not listening, so it cannot tell. */
    NOT_LISTENING('N'),
    /** Nothing is kept of that time. */
    UNKNOWN('-');

    private final char letter;

    PastStatus(char letter) {
        this.letter = letter;
    }

    /** How half an hour of it is shown. */
    char letter() {
        return letter;
    }

    static PastStatus of(ClientStatus kept) {
        return switch (kept) {
            case OFFLINE -> OFFLINE;
            case DEGRADED -> DEGRADED;
            case LEFT -> LEFT;
            case ONLINE -> ONLINE;
            case STALE -> throw new IllegalArgumentException("STALE is computed on read, never kept");
        };
    }
}
