package io.obt.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** How single values cross the wire: times as ISO-8601 UTC, texts bounded and fit to be written again. */
final class WireModule extends SimpleModule {
    private static final long serialVersionUID = 1;
    private static final int MAX_TEXT = 8 * 1024;

    WireModule() {
        addDeserializer(String.class, new TextDeserializer());
        addDeserializer(Double.class, new NumberDeserializer());
        addDeserializer(Instant.class, new TimeDeserializer());
        addSerializer(Instant.class, new TimeSerializer());
    }

    private static final class TextDeserializer extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1;

        TextDeserializer() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            String text = parser.getText();
            if (text.length() > MAX_TEXT) {
                throw InvalidFieldException.overLimit(
                        "", "A text has at most " + MAX_TEXT + " characters, not " + text.length());
            }
            if (hasLoneSurrogate(text)) {
                throw InvalidFieldException.wrong("", "The text holds half of a surrogate pair, which is no character");
            }
            return text;
        }

        // It could be read, but never be written as UTF-8 again.
        private static boolean hasLoneSurrogate(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (Character.isSurrogate(text.charAt(i))) {
                    boolean paired =
                            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                    if (!paired) {
                        return true;
                    }
                    i++;
                }
            }
            return false;
        }
    }

    private static final class NumberDeserializer extends StdScalarDeserializer<Double> {
        private static final long serialVersionUID = 1;

        NumberDeserializer() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isNumeric()) {
                return (Double) context.handleUnexpectedToken(Double.class, parser);
            }
            double number = parser.getDoubleValue();
            if (!Double.isFinite(number)) {
                throw InvalidFieldException.wrong("", "The number is too large");
            }
            return number;
        }
    }

    private static final class TimeDeserializer extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        TimeDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            try {
                return Instant.parse(parser.getText());
            } catch (DateTimeException e) {
                throw InvalidFieldException.wrong("", "A time is written like 2026-08-01T10:22:07Z");
            }
        }
    }

    private static final class TimeSerializer extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1;

        TimeSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value.toString());
        }
    }
}
