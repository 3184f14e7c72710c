package io.obt.protocol;

import io.obt.model.InstalledModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One installed model. */
public record ModelMessage(
        String name,
        @Nullable String digest,
        @Nullable Long sizeBytes,
        @Nullable Instant modifiedAt,
        @Nullable String format,
        @Nullable String family,
        @Nullable List<String> families,
        @Nullable String parameterSize,
        @Nullable String quantization,
        @Nullable Long contextLength,
        @Nullable List<String> capabilities,
        @Nullable String remoteHost) {
    public ModelMessage {
        Fields.required("name", name);
    }

    public static ModelMessage of(InstalledModel model) {
        ModelDescriptor descriptor = model.descriptor();
        return new ModelMessage(
                model.name().toString(),
                descriptor.digest(),
                descriptor.sizeBytes(),
                model.modifiedAt(),
                descriptor.format(),
                descriptor.family(),
                descriptor.families(),
                descriptor.parameterSize(),
                descriptor.quantization(),
                descriptor.contextLength(),
                descriptor.capabilities(),
                descriptor.remoteHost());
    }

    /** @throws IllegalArgumentException if the name breaks Ollama's grammar, or the digest is none */
    public InstalledModel toModel() {
        return toModel("");
    }

    InstalledModel toModel(String pointer) {
        ModelName modelName = Fields.parsed(pointer + "/name", name, ModelName::of);
        String hexDigits = digest == null ? null : digest.toLowerCase(Locale.ROOT);
        Fields.parsed(pointer + "/digest", name, ignored -> ModelDescriptor.of(modelName, hexDigits, null));
        // What may still be wrong is the size.
        ModelDescriptor descriptor = Fields.parsed(
                pointer + "/sizeBytes",
                name,
                ignored -> new ModelDescriptor(
                        modelName,
                        hexDigits,
                        sizeBytes,
                        format,
                        family,
                        families,
                        parameterSize,
                        quantization,
                        contextLength,
                        capabilities,
                        remoteHost));
        return new InstalledModel(descriptor, modifiedAt);
    }
}
