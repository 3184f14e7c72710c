package io.obt.examples.ollama;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model as Ollama describes it, without its weights. Two models with the same digest are the same bytes.
 *
 * @param name the name as Ollama shows it, with its tag: {@code llama3.2:latest}
 * @param digest 64 hex digits, without prefix
 * @param sizeBytes on disk, more than 0
 * @param family the architecture, {@code llama} for instance
 * @param parameterSize as Ollama writes it: {@code 3.2B}
 * @param quantization as Ollama writes it: {@code Q4_K_M}
 * @param contextLength the longest context the model can take, in tokens
 * @param embeddingLength the width of the model
 * @param capabilities what it can do: {@code completion}, {@code tools}, {@code embedding} and so on
 * @param remoteModel the model's name in the cloud, for a cloud stub only
 */
public record SimulatedModel(
        String name,
        String digest,
        long sizeBytes,
        String family,
        String parameterSize,
        String quantization,
        int contextLength,
        int embeddingLength,
        List<String> capabilities,
        @Nullable String remoteModel) {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final long STUB_BYTES = 384;

    public SimulatedModel {
        requireNonNull(family, "family");
        requireNonNull(parameterSize, "parameterSize");
        requireNonNull(quantization, "quantization");
        capabilities = List.copyOf(capabilities);
        if (Names.display(name).filter(name::equals).isEmpty()) {
            throw new IllegalArgumentException(
                    "name must be a model name with its tag, like 'llama3.2:latest': '" + name + "'");
        }
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("digest must be 64 lower-case hex digits: '" + digest + "'");
        }
        if (sizeBytes <= 0 || contextLength <= 0 || embeddingLength <= 0) {
            throw new IllegalArgumentException("sizes and lengths of '" + name + "' must be more than 0: " + sizeBytes
                    + " bytes, context " + contextLength + ", embedding " + embeddingLength);
        }
    }

    /** A model with weights on the disk. Its digest follows from its name and is the same wherever it is asked for. */
    public static SimulatedModel local(
            String name,
            long sizeBytes,
            String family,
            String parameterSize,
            String quantization,
            int contextLength,
            int embeddingLength,
            String... capabilities) {
        return new SimulatedModel(
                name,
                sha256(name),
                sizeBytes,
                family,
                parameterSize,
                quantization,
                contextLength,
                embeddingLength,
                List.of(capabilities),
                null);
    }

    /** A small model for tests that need only a name: 1 GB of llama that completes. The tag may be left out. */
    public static SimulatedModel named(String name) {
        String display = Names.display(name)
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no model name to Ollama"));
        return local(display, 1_000_000_000L, "llama", "1.2B", "Q4_K_M", 131_072, 2_048, "completion");
    }

    /** The few hundred bytes by which {@code gpt-oss:120b-cloud} is forwarded to {@code gpt-oss:120b} in the cloud. */
    public SimulatedModel asCloudStub() {
        String stubName = name + "-cloud";
        return new SimulatedModel(
                stubName,
                sha256(stubName),
                STUB_BYTES,
                family,
                parameterSize,
                quantization,
                contextLength,
                embeddingLength,
                capabilities,
                name);
    }

    /** Other bytes under the same name, which is drift when both are in one fleet. Equal variants have equal digests. */
    public SimulatedModel variant(String variant) {
        return withNameAndDigest(name, sha256(name + "#" + variant));
    }

    /** The same bytes under another name, as {@code ollama cp} makes them. */
    public SimulatedModel copiedAs(String newName) {
        return withNameAndDigest(newName, digest);
    }

    /** True when nothing but a pointer to the cloud is on the disk. */
    public boolean isCloudStub() {
        return remoteModel != null;
    }

    boolean can(String capability) {
        return capabilities.contains(capability);
    }

    /** What it takes in memory: its weights, room to work in, and a cache that grows with the context. */
    long memoryBytes(int allocatedContext) {
        return sizeBytes + sizeBytes / 5 + 80L * allocatedContext * embeddingLength;
    }

    /** The digests of its layers, the weights first; they are the model's own, so a variant has others. */
    List<String> layerDigests() {
        return List.of(sha256(digest + "/weights"), sha256(digest + "/template"), sha256(digest + "/params"));
    }

    private SimulatedModel withNameAndDigest(String otherName, String otherDigest) {
        return new SimulatedModel(
                otherName,
                otherDigest,
                sizeBytes,
                family,
                parameterSize,
                quantization,
                contextLength,
                embeddingLength,
                capabilities,
                remoteModel);
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
