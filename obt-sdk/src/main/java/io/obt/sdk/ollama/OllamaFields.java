package io.obt.sdk.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Single fields of Ollama's answers. Absent, empty, of another type or out of all reason: unknown, which is null. */
final class OllamaFields {
    private static final int MAX_TEXT = 300;
    private static final int MAX_TEXTS = 64;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern LONE_SURROGATE =
            Pattern.compile("[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]");

    private OllamaFields() {}

    /** One line of at most 300 characters. */
    static @Nullable String text(JsonNode node, String field) {
        return text(node.path(field));
    }

    private static @Nullable String text(JsonNode value) {
        if (!value.isTextual() || value.textValue().isBlank()) {
            return null;
        }
        String text = value.textValue().strip();
        String start = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
        return LONE_SURROGATE.matcher(start).replaceAll("?").replaceAll("[\\p{Cntrl}\\s]+", " ");
    }

    static @Nullable List<String> texts(JsonNode node, String field) {
        JsonNode values = node.path(field);
        if (!values.isArray()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode value : values) {
            String text = text(value);
            if (text != null && texts.size() < MAX_TEXTS) {
                texts.add(text);
            }
        }
        return texts;
    }

    static @Nullable Long number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0
                ? value.longValue()
                : null;
    }

    /** A number of which 0 is Go's way to say that it is not known. */
    static @Nullable Long positive(JsonNode node, String field) {
        Long number = number(node, field);
        return number == null || number == 0 ? null : number;
    }

    /** 64 hex digits, with or without the {@code sha256:} that blobs carry and models do not. */
    static @Nullable String digest(JsonNode node, String field) {
        String text = node.path(field).asText("").toLowerCase(Locale.ROOT);
        String digest = text.startsWith("sha256:") ? text.substring("sha256:".length()) : text;
        return DIGEST.matcher(digest).matches() ? digest : null;
    }

    /** A time with any offset and up to nine digits; Go's zero time, the year 1, is none. */
    static @Nullable Instant time(JsonNode node, String field) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(node.path(field).asText(""));
            return time.getYear() > 1 ? time.toInstant() : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
