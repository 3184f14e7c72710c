package io.obt.server.store.mongo;

import io.obt.protocol.LoadedMessage;
import io.obt.protocol.ModelMessage;
import java.time.Instant;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The models inside a client's document, on disk and in memory. */
final class ModelMapping {
    private ModelMapping() {}

    static Document toDocument(ModelMessage model) {
        return new Fields()
                .with("name", model.name())
                .with("digest", model.digest())
                .with("sizeBytes", model.sizeBytes())
                .with("modifiedAt", text(model.modifiedAt()))
                .with("format", model.format())
                .with("family", model.family())
                .with("families", model.families())
                .with("parameterSize", model.parameterSize())
                .with("quantization", model.quantization())
                .with("contextLength", model.contextLength())
                .with("capabilities", model.capabilities())
                .with("remoteHost", model.remoteHost())
                .document();
    }

    static ModelMessage toModel(Stored model) {
        return new ModelMessage(
                model.text("name"),
                model.textOrNull("digest"),
                model.numberOrNull("sizeBytes"),
                time(model.textOrNull("modifiedAt")),
                model.textOrNull("format"),
                model.textOrNull("family"),
                model.textsOrNull("families"),
                model.textOrNull("parameterSize"),
                model.textOrNull("quantization"),
                model.numberOrNull("contextLength"),
                model.textsOrNull("capabilities"),
                model.textOrNull("remoteHost"));
    }

    static Document toDocument(LoadedMessage loaded) {
        return new Fields()
                .with("name", loaded.name())
                .with("digest", loaded.digest())
                .with("sizeBytes", loaded.sizeBytes())
                .with("vramBytes", loaded.vramBytes())
                .with("contextLength", loaded.contextLength())
                .with("expiresAt", text(loaded.expiresAt()))
                .document();
    }

    static LoadedMessage toLoaded(Stored loaded) {
        return new LoadedMessage(
                loaded.text("name"),
                loaded.textOrNull("digest"),
                loaded.numberOrNull("sizeBytes"),
                loaded.numberOrNull("vramBytes"),
                loaded.numberOrNull("contextLength"),
                time(loaded.textOrNull("expiresAt")));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
