package io.obt.sdk.ollama;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How far Ollama has come with something that takes long, as one line of its answer says it.
 *
 * @param status words to show, like {@code pulling dde5aa3fc5ff}; nothing else follows from them but that {@code success} is the end
 * @param layer what the numbers are about, like {@code sha256:dde5…}; null where the line is about no layer
 * @param totalBytes of the layer; null while Ollama does not know
 * @param completedBytes of the layer, never more than all; less than before when a part of it is begun anew
 */
record Progress(
        String status, @Nullable String layer, @Nullable Long totalBytes, long completedBytes) {
    static final String SUCCESS = "success";

    Progress {
        requireNonNull(status, "status");
        if (completedBytes < 0 || totalBytes != null && completedBytes > totalBytes) {
            throw new IllegalArgumentException(
                    "completedBytes is from 0 to totalBytes, " + totalBytes + ": " + completedBytes);
        }
    }

    /** Whether nothing is left to do. */
    boolean isSuccess() {
        return status.equals(SUCCESS);
    }
}
