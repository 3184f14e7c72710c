package io.obt.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

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
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
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
            return present(READERS.computeIfAbsent(type, MAPPER::readerFor).readValue(text(json)));
        } catch (IOException e) {
            throw JsonFaults.explained(e);
        }
    }

    /** Reads a page of items. */
    public static <T> Page<T> readPage(byte[] json, Class<T> itemType) throws InvalidMessageException {
        try {
            JavaType type = MAPPER.getTypeFactory().constructParametricType(Page.class, itemType);
            return present(MAPPER.readerFor(type).readValue(text(json)));
        } catch (IOException e) {
            throw JsonFaults.explained(e);
        }
    }

    // The mapper would guess other encodings, and let pass what no UTF-8 is.
    private static String text(byte[] json) throws InvalidMessageException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidMessageException("", "The body is not valid UTF-8", false);
        }
    }

    private static <T> T present(@Nullable T message) throws InvalidMessageException {
        if (message == null) {
            throw new InvalidMessageException("", "The body is the JSON value null; an object is expected", false);
        }
        return message;
    }

    /** Writes like {@link #write}, but a message of {@code type} in the way that {@code mixin}'s annotations say. */
    static ObjectWriter writerWith(Class<?> type, Class<?> mixin) {
        return MAPPER.rebuild().addMixIn(type, mixin).build().writer();
    }

    /** Writes something in the way the documents show it: indented. */
    public static String writeForPeople(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("This cannot be written: " + value.getClass(), e);
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
