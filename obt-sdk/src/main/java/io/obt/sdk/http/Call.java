package io.obt.sdk.http;

import static java.util.Objects.requireNonNull;

import io.obt.access.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param body JSON; null for none
 * @param limit how long the whole exchange may take, the answer's last byte included
 * @param maxBytes how long a body is taken in answer
 * @param token who asks; null for nobody in particular
 */
public record Call(
        String method,
        URI uri,
        byte @Nullable [] body,
        Duration limit,
        int maxBytes,
        @Nullable Secret token) {
    public Call {
        requireNonNull(method, "method");
        requireNonNull(uri, "uri");
        requireNonNull(limit, "limit");
    }

    /** A request without a body, by nobody in particular. */
    public static Call bodyless(String method, URI uri, Duration limit, int maxBytes) {
        return new Call(method, uri, null, limit, maxBytes, null);
    }

    /** The same by whoever has {@code secret}; null for nobody in particular. */
    public Call by(@Nullable Secret secret) {
        return new Call(method, uri, body, limit, maxBytes, secret);
    }
}
