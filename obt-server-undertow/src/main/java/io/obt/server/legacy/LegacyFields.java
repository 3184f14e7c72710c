package io.obt.server.legacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one call of the first OBT's client says. Its versions put the same field into the query or into a JSON body, and
 * some send no body at all: each field is taken from the query, else from the body, and what is unknown is ignored.
 */
public final class LegacyFields {
    // Read as Python writes it: NaN and Infinity are numbers there, and it nests as deep as its recursion goes.
    private static final int PYTHON_DEPTH = 1_000;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(PYTHON_DEPTH)
                            .build())
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Function<String, Optional<String>> query;
    private final JsonNode body;

    private LegacyFields(Function<String, Optional<String>> query, JsonNode body) {
        this.query = query;
        this.body = body;
    }

    /**
     * Reads a call.
     *
     * @param query gives the parameter of a name, if the query has it
     * @param body JSON, or nothing
     * @throws IllegalArgumentException if there is a body, and it is no JSON object
     */
    public static LegacyFields of(Function<String, Optional<String>> query, byte[] body) {
        return new LegacyFields(query, body.length == 0 ? MissingNode.getInstance() : object(body));
    }

    private static JsonNode object(byte[] body) {
        try {
            JsonNode read = MAPPER.readTree(body);
            if (read != null && read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            // told below
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalArgumentException("The body is no JSON object; send one, or no body at all");
    }

    /** A field that is text; of the body a number or a boolean counts as its text. */
    Optional<String> text(String name) {
        return query.apply(name)
                .or(() -> Optional.of(body.path(name))
                        .filter(JsonNode::isValueNode)
                        .filter(value -> !value.isNull())
                        .map(JsonNode::asText))
                .filter(text -> !text.isBlank());
    }

    /** A field that no query can hold; missing when the body has none. */
    JsonNode tree(String name) {
        return body.path(name);
    }
}
