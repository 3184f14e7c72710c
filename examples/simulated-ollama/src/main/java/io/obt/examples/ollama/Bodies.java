package io.obt.examples.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Reads what a request asks for, as forgiving as Ollama: no content type is needed, unknown fields do not matter. */
final class Bodies {
    private Bodies() {}

    static JsonNode parse(String body) {
        if (body.isBlank()) {
            throw new Refusal(400, "missing request body");
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            throw new Refusal(400, "invalid character '" + body.strip().charAt(0) + "' looking for beginning of value");
        }
    }

    /** The model's name as the caller wrote it, in either of its two keys. */
    static String model(JsonNode request) {
        String model = request.path("model").asText();
        String name = model.isEmpty() ? request.path("name").asText() : model;
        if (name.isEmpty()) {
            throw new Refusal(400, "model is required");
        }
        return name;
    }

    /** Streaming is on unless it is refused. */
    static boolean streams(JsonNode request) {
        return request.path("stream").asBoolean(true);
    }
}
