package io.obt.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.CharConversionException;
import java.io.IOException;

/** Turns what the mapper says into what a sender can act on: where, and why, without a word of Java. */
final class JsonFaults {
    private JsonFaults() {}

    static InvalidMessageException explained(IOException e) {
        String pointer = e instanceof JsonMappingException mapping ? pointer(mapping) : "";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidFieldException field) {
                return new InvalidMessageException(pointer + field.pointer(), field.detail(), field.isOverLimit());
            }
            if (cause instanceof StreamConstraintsException) {
                return new InvalidMessageException(
                        pointer, "The JSON nests too deeply or holds too long a number", false);
            }
        }
        return new InvalidMessageException(pointer, describe(e), false);
    }

    private static String describe(IOException e) {
        if (e instanceof MismatchedInputException mismatch) {
            if (mismatch.getPath().isEmpty() && String.valueOf(e.getMessage()).startsWith("No content")) {
                return "The body is empty; a JSON object is expected";
            }
            Class<?> target = mismatch.getTargetType();
            return "A value of another type is expected here: " + (target == null ? "none" : nameOf(target));
        }
        if (e instanceof ValueInstantiationException built) {
            return built.getCause() instanceof IllegalArgumentException told
                    ? String.valueOf(told.getMessage())
                    : "A value that is required here is null";
        }
        if (e instanceof CharConversionException
                || String.valueOf(e.getMessage()).contains("UTF-8")) {
            return "The body is not valid UTF-8";
        }
        if (e instanceof JsonProcessingException malformed && malformed.getLocation() != null) {
            return "The body is not valid JSON at line "
                    + malformed.getLocation().getLineNr() + ", column "
                    + malformed.getLocation().getColumnNr();
        }
        return "The body is not valid JSON";
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
        return type.getSimpleName().equals("Instant") ? "an ISO-8601 time" : "an object";
    }

    private static String pointer(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            String name = step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName();
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
