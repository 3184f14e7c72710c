package io.obt.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The store cannot keep anything.
 *
 * @param since when that was first noticed
 * @param reason what the store said last, for people to read
 */
public record StoreOutage(Instant since, String reason) {
    public StoreOutage {
        requireNonNull(since, "since");
        requireNonNull(reason, "reason");
    }
}
