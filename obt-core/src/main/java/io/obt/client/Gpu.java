package io.obt.client;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One graphics processor of a client. What is null is unknown.
 *
 * @param memoryBytes its own memory; unknown where it shares the machine's
 */
public record Gpu(
        String name, @Nullable Long memoryBytes, @Nullable String driverVersion) {
    public Gpu {
        requireNonNull(name, "name");
    }
}
