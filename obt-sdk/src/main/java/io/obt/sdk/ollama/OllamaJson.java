package io.obt.sdk.ollama;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Ollama answers. Throws {@link IOException} where it is nothing an Ollama would say.
 *
 * <p>A model on disk, as Ollama 0.32 lists it:
 *
 * <pre>{@code
 * {"name": "llama3.2:latest", "model": "llama3.2:latest", "modified_at": "2026-08-01T10:22:07.120394857+02:00",
 *  "size": 2019393189, "digest": "a80c4f17…", "capabilities": ["completion", "tools"],
 *  "details": {"format": "gguf", "family": "llama", "families": ["llama"], "parameter_size": "3.2B",
 *              "quantization_level": "Q4_K_M", "context_length": 131072}}
 * }</pre>
 */
final class OllamaJson {
    private static final JsonMapper MAPPER = new JsonMapper(new JsonFactory());

    private OllamaJson() {}

    static Optional<String> version(byte[] body) throws IOException {
        JsonNode answer = MAPPER.readTree(body);
        if (!answer.isObject()) {
            throw new IOException("no object");
        }
        return Optional.ofNullable(OllamaFields.text(answer, "version"));
    }

    /** One value; a missing node where there is none. */
    static JsonNode tree(byte[] text) throws IOException {
        return MAPPER.readTree(text);
    }

    /** What an error's body says, shortened to a line; empty when it says nothing. */
    static String error(byte[] body) {
        try {
            String error = OllamaFields.text(MAPPER.readTree(body), "error");
            return error == null ? "" : error;
        } catch (IOException e) {
            return ""; // plain text, of which the status says as much
        }
    }

    static List<InstalledModel> installed(byte[] body, LeftOut leftOut) throws IOException {
        Set<ModelName> seen = new HashSet<>();
        return models(body, leftOut, model -> {
            ModelName name = name(model, leftOut);
            if (name == null || !seen.add(name)) {
                return null;
            }
            return new InstalledModel(descriptor(name, model), OllamaFields.time(model, "modified_at"));
        });
    }

    static List<LoadedModel> loaded(byte[] body, LeftOut leftOut) throws IOException {
        return models(body, leftOut, model -> {
            ModelName name = name(model, leftOut);
            return name == null ? null : loaded(name, model);
        });
    }

    private static ModelDescriptor descriptor(ModelName name, JsonNode model) {
        JsonNode details = model.path("details");
        return new ModelDescriptor(
                name,
                OllamaFields.digest(model, "digest"),
                OllamaFields.number(model, "size"),
                OllamaFields.text(details, "format"),
                OllamaFields.text(details, "family"),
                OllamaFields.texts(details, "families"),
                OllamaFields.text(details, "parameter_size"),
                OllamaFields.text(details, "quantization_level"),
                OllamaFields.positive(details, "context_length"),
                OllamaFields.texts(model, "capabilities"),
                remoteHost(model));
    }

    // Either of the two makes it a cloud stub.
    private static @Nullable String remoteHost(JsonNode model) {
        String host = OllamaFields.text(model, "remote_host");
        return host == null && OllamaFields.text(model, "remote_model") != null ? "unknown" : host;
    }

    private static LoadedModel loaded(ModelName name, JsonNode model) {
        Long size = OllamaFields.positive(model, "size");
        Long vram = OllamaFields.number(model, "size_vram");
        boolean vramKnown = size != null && vram != null && vram <= size;
        return new LoadedModel(
                name,
                OllamaFields.digest(model, "digest"),
                size,
                vramKnown ? vram : null,
                OllamaFields.positive(model, "context_length"),
                OllamaFields.time(model, "expires_at"));
    }

    private static @Nullable ModelName name(JsonNode model, LeftOut leftOut) {
        String text = model.path("model").asText("");
        String name = text.isEmpty() ? model.path("name").asText("") : text; // very old versions have no "model"
        try {
            return ModelName.of(name);
        } catch (IllegalArgumentException e) {
            leftOut.invalidName(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Goes through {@code {"models": [...]}} one by one, so that a huge list costs no more memory than its text. */
    private static <T> List<T> models(byte[] body, LeftOut leftOut, Function<JsonNode, @Nullable T> reading)
            throws IOException {
        List<T> models = new ArrayList<>();
        int listed = 0;
        boolean found = false;
        try (JsonParser parser = MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals("models");
                JsonToken value = parser.nextToken();
                found |= wanted && (value == JsonToken.START_ARRAY || value == JsonToken.VALUE_NULL);
                if (!wanted || value != JsonToken.START_ARRAY) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    listed++;
                    T model = reading.apply(MAPPER.readTree(parser));
                    if (model != null && models.size() < Inventory.MAX_MODELS) {
                        models.add(model);
                    }
                }
            }
        }
        if (!found) {
            throw new IOException("no models");
        }
        leftOut.listed(listed);
        return models;
    }
}
