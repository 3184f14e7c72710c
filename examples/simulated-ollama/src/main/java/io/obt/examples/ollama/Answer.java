package io.obt.examples.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What is sent back: a status and a body in parts, which are lines when it is a stream.
 *
 * @param contentType empty when there is no body
 * @param beforeLast what becomes true just before the last part is sent; it stays undone when the caller has left by then
 */
record Answer(int status, String contentType, List<String> parts, Runnable beforeLast) {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";

    static Answer of(int status, String contentType, String body) {
        return new Answer(status, contentType, List.of(body), () -> {});
    }

    static Answer text(int status, String body) {
        return of(status, TEXT, body);
    }

    static Answer json(JsonNode body) {
        return of(200, JSON, body.toString());
    }

    static Answer error(int status, String message) {
        return of(status, JSON, Json.object().put("error", message).toString());
    }

    static Answer empty(int status) {
        return new Answer(status, "", List.of(), () -> {});
    }

    /** A stream of objects, one a line. */
    static Answer lines(List<? extends JsonNode> objects, Runnable beforeLast) {
        List<String> lines = objects.stream().map(object -> object + "\n").toList();
        return new Answer(200, "application/x-ndjson", lines, beforeLast);
    }
}
