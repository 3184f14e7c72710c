package io.obt.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model in one client's memory. What is null is unknown.
 *
 * @param sizeBytes all memory its runner takes, not the size of the file
 * @param vramBytes the part of it on graphics processors
 * @param contextLength the context allocated, in tokens
 * @param expiresAt when Ollama means to unload it; in the past while it is busy, far ahead when it is to stay
 */
public record LoadedModel(
        ModelName name,
        @Nullable String digest,
        @Nullable Long sizeBytes,
        @Nullable Long vramBytes,
        @Nullable Long contextLength,
        @Nullable Instant expiresAt) {
    public LoadedModel {
        requireNonNull(name, "name");
    }
}
