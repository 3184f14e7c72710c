package io.obt.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model on one client's disk.
 *
 * @param modifiedAt when Ollama last wrote it there; null when unknown
 */
public record InstalledModel(
        ModelDescriptor descriptor, @Nullable Instant modifiedAt) {
    public InstalledModel {
        requireNonNull(descriptor, "descriptor");
    }

    public ModelName name() {
        return descriptor.name();
    }
}
