package io.obt.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one JSON mapper: unknown fields are ignored, scalars are not coerced, absent means unknown, nothing nests deeper
 * than 32. Thread-safe.
 */
public final class Json {
    private static final int MAX_DEPTH = 32;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .addModule(new WireModule())
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .build();
    private static final Map<Class<?>, ObjectReader> READERS = new ConcurrentHashMap<>();

    private Json() {}

    /**
     * Reads one message.
     *
     * @throws InvalidMessageException if {@code json} is not that message, saying where and why
     */
    public static <T> T read(byte[] json, Class<T> type) throws InvalidMessageException {
        try {
            T message = READERS.computeIfAbsent(type, MAPPER::readerFor).readValue(json);
            if (message == null) {
                throw new InvalidMessageException("", "The body is the JSON value null; an object is expected", false);
            }
            return message;
        } catch (IOException e) {
            throw JsonFaults.explained(e);
        }
    }

    /** Reads a page of items. */
    public static <T> Page<T> readPage(byte[] json, Class<T> itemType) throws InvalidMessageException {
        try {
            JavaType type = MAPPER.getTypeFactory().constructParametricType(Page.class, itemType);
            return MAPPER.readerFor(type).readValue(json);
        } catch (IOException e) {
            throw JsonFaults.explained(e);
        }
    }

    /** Writes one message as UTF-8. */
    public static byte[] write(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A message of ours cannot be written: " + message.getClass(), e);
        }
    }
}
