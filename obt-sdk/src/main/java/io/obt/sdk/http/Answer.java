package io.obt.sdk.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came back, whatever its status.
 *
 * @param retryAfterText the header {@code Retry-After} as it came; null without one
 */
public record Answer(int status, byte[] body, @Nullable String retryAfterText) {
    public Answer {
        requireNonNull(body, "body");
    }

    /** An answer that asks for no pause. */
    public Answer(int status, byte[] body) {
        this(status, body, null);
    }

    public Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfterText);
    }
}
