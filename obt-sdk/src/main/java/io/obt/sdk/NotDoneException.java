package io.obt.sdk;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server answered, but did not do what was asked. */
final class NotDoneException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient @Nullable Duration retryAfter;

    NotDoneException(int status, String sentence, @Nullable Duration retryAfter) {
        super(sentence, null, false, false);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    /** How long the server asks to be left alone. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What the server said, and who said it. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
