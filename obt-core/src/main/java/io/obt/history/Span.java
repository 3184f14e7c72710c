package io.obt.history;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time through which a client was the same.
 *
 * @param to the first moment that is no more of it
 * @param reason what the event said that began it
 */
public record Span(
        PastStatus status,
        Instant from,
        Instant to,
        @Nullable String reason) {
    public Span {
        requireNonNull(status, "status");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A span ends after it begins: " + from + " to " + to);
        }
    }
}
