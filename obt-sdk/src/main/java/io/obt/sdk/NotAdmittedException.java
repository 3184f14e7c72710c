package io.obt.sdk;

import java.time.Duration;

/** An agent is not let in, and trying again alone will not change it; the message is for people. */
final class NotAdmittedException extends Exception {
    private static final long serialVersionUID = 1;
    // A server locks out the address of who shows it wrong tokens again and again, and with it people who log in there.
    private static final Duration AFTER_A_WRONG_TOKEN = Duration.ofSeconds(60);

    private final boolean wrongToken;

    private NotAdmittedException(String sentence, boolean wrongToken) {
        super(sentence, null, false, false);
        this.wrongToken = wrongToken;
    }

    NotAdmittedException(String sentence) {
        this(sentence, false);
    }

    /** The same, because the server does not take what it was shown. */
    static NotAdmittedException wrongToken(String sentence) {
        return new NotAdmittedException(sentence, true);
    }

    /** How long to wait beyond the usual. */
    Duration pause() {
        return wrongToken ? AFTER_A_WRONG_TOKEN : Duration.ZERO;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
