package io.obt.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is the same about a model wherever it is installed. What is null is unknown.
 *
 * @param digest of the model's manifest, 64 hex digits without prefix: the same digest is the same model, byte for byte
 * @param sizeBytes the sum of the manifest's layers; layers that models share count in each
 * @param remoteHost set for a cloud stub, whose prompts leave the machine and which is no copy of the model
 */
public record ModelDescriptor(
        ModelName name,
        @Nullable String digest,
        @Nullable Long sizeBytes,
        @Nullable String format,
        @Nullable String family,
        @Nullable List<String> families,
        @Nullable String parameterSize,
        @Nullable String quantization,
        @Nullable Long contextLength,
        @Nullable List<String> capabilities,
        @Nullable String remoteHost) {
    private static final int DIGEST_LENGTH = 64;

    /** @throws IllegalArgumentException if the digest is not 64 hex digits, or the size is negative */
    public ModelDescriptor {
        requireNonNull(name, "name");
        if (digest != null && !isDigest(digest)) {
            throw new IllegalArgumentException("A digest is 64 lower-case hex digits without prefix");
        }
        if (sizeBytes != null && sizeBytes < 0) {
            throw new IllegalArgumentException("sizeBytes must not be negative: " + sizeBytes);
        }
        families = families == null ? null : List.copyOf(families);
        capabilities = capabilities == null ? null : List.copyOf(capabilities);
    }

    /** A model of which only the name and perhaps the digest and size are known. */
    public static ModelDescriptor of(ModelName name, @Nullable String digest, @Nullable Long sizeBytes) {
        return new ModelDescriptor(name, digest, sizeBytes, null, null, null, null, null, null, null, null);
    }

    /** Whether the model's bytes are on the machine, rather than somewhere in a cloud. */
    public boolean isLocal() {
        return remoteHost == null;
    }

    // By hand, because a start reads hundreds of thousands of them.
    private static boolean isDigest(String text) {
        return text.length() == DIGEST_LENGTH
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }
}
