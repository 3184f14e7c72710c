package io.obt.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not done, by RFC 9457.
 *
 * @param detail fact, value, way out
 * @param errors for input: which fields are wrong
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable List<FieldError> errors) {
    /** The media type of a problem's body. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = errors == null ? null : List.copyOf(errors);
    }

    /** A problem that its status says enough about. */
    public static Problem of(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, null);
    }
}
