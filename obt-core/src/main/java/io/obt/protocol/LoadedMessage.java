package io.obt.protocol;

import io.obt.model.LoadedModel;
import io.obt.model.ModelName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One model in memory. */
public record LoadedMessage(
        String name,
        @Nullable String digest,
        @Nullable Long sizeBytes,
        @Nullable Long vramBytes,
        @Nullable Long contextLength,
        @Nullable Instant expiresAt) {
    public LoadedMessage {
        Fields.required("name", name);
    }

    public static LoadedMessage of(LoadedModel model) {
        return new LoadedMessage(
                model.name().toString(),
                model.digest(),
                model.sizeBytes(),
                model.vramBytes(),
                model.contextLength(),
                model.expiresAt());
    }

    /** @throws IllegalArgumentException if the name breaks Ollama's grammar */
    public LoadedModel toModel() {
        return toModel("");
    }

    LoadedModel toModel(String pointer) {
        ModelName modelName = Fields.parsed(pointer + "/name", name, ModelName::of);
        return new LoadedModel(modelName, digest, sizeBytes, vramBytes, contextLength, expiresAt);
    }
}
