package io.obt.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what the mapper says into what a sender can act on: where, and why, without a word of Java. */
final class JsonFaults {
    private static final Pattern FIELD_NAME = Pattern.compile("[a-z][A-Za-z]*");

    private JsonFaults() {}

    static InvalidMessageException explained(IOException e) {
        String pointer = e instanceof JsonMappingException mapping ? pointer(mapping) : "";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidFieldException field) {
                return new InvalidMessageException(pointer + field.pointer(), field.detail(), field.isOverLimit());
            }
            // What a value of the core says that was built without one of its parts.
            if (cause instanceof NullPointerException && isFieldName(cause.getMessage())) {
                String field = String.valueOf(cause.getMessage());
                return wrong(pointer + "/" + field, "The field '" + field + "' is required");
            }
            if (cause instanceof IllegalArgumentException told) {
                return wrong(pointer, String.valueOf(told.getMessage()));
            }
            if (cause instanceof StreamConstraintsException) {
                return wrong("", "The JSON nests too deeply, or holds a number or a name that is too long");
            }
            if (cause instanceof InputCoercionException) {
                return wrong(pointer, "The number is too large");
            }
            if (cause instanceof StreamReadException malformed) {
                return wrong("", "The body is not valid JSON" + place(malformed));
            }
        }
        return wrong(pointer, e instanceof MismatchedInputException mismatch ? describe(mismatch) : "No such value");
    }

    private static InvalidMessageException wrong(String pointer, String detail) {
        return new InvalidMessageException(pointer, detail, false);
    }

    private static boolean isFieldName(@Nullable String text) {
        return text != null && FIELD_NAME.matcher(text).matches();
    }

    private static String describe(MismatchedInputException mismatch) {
        String said = String.valueOf(mismatch.getMessage());
        if (mismatch.getPath().isEmpty() && said.startsWith("No content")) {
            return "The body is empty; a JSON object is expected";
        }
        if (said.startsWith("Trailing token")) {
            return "The body goes on after its JSON value";
        }
        if (mismatch instanceof InvalidNullException) {
            return "A value is expected here, not null";
        }
        Class<?> target = mismatch.getTargetType();
        return "A value of another type is expected here: " + (target == null ? "none" : nameOf(target));
    }

    private static String place(JsonProcessingException malformed) {
        return malformed.getLocation() == null
                ? ""
                : " at line " + malformed.getLocation().getLineNr() + ", column "
                        + malformed.getLocation().getColumnNr();
    }

    private static String nameOf(Class<?> type) {
        if (type == String.class) {
            return "a string";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return type == Double.class || type == double.class ? "a number" : "a whole number";
        }
        if (Iterable.class.isAssignableFrom(type)) {
            return "an array";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        return type == Instant.class ? "an ISO-8601 time" : "an object";
    }

    private static String pointer(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            String name = step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName();
            pointer.append(Fields.step(name));
        }
        return pointer.toString();
    }
}
