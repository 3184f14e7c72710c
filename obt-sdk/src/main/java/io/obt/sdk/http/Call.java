package io.obt.sdk.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param body JSON; null for none
 * @param limit how long the whole exchange may take, the answer's last byte included
 * @param maxBytes how long a body is taken in answer
 */
public record Call(String method, URI uri, byte @Nullable [] body, Duration limit, int maxBytes) {
    public Call {
        requireNonNull(method, "method");
        requireNonNull(uri, "uri");
        requireNonNull(limit, "limit");
    }

    /** A request without a body. */
    public static Call get(URI uri, Duration limit, int maxBytes) {
        return new Call("GET", uri, null, limit, maxBytes);
    }
}
