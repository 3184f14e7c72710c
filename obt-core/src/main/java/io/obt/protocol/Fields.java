package io.obt.protocol;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules that fields of messages share. Each method throws {@link InvalidFieldException}. */
final class Fields {
    private static final int MAX_ID = 128;

    private Fields() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw InvalidFieldException.wrong("/" + field, "The field '" + field + "' is required");
        }
        return value;
    }

    static String id(String field, @Nullable String value) {
        String id = required(field, value);
        if (id.isBlank() || id.length() > MAX_ID) {
            throw InvalidFieldException.wrong(
                    "/" + field, "The field '" + field + "' has 1 to " + MAX_ID + " characters, not " + id.length());
        }
        return id;
    }

    static void atMost(String field, @Nullable Collection<?> values, int limit) {
        if (values != null && values.size() > limit) {
            throw InvalidFieldException.overLimit(
                    "/" + field, "At most " + limit + " " + field + " are taken, not " + values.size());
        }
    }

    /** One step of a JSON pointer, to the field of that name. */
    static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Brings {@code text} into a value's own form; what the value's constructor says is the detail. */
    static <T> T parsed(String pointer, String text, Function<String, T> value) {
        try {
            return value.apply(text);
        } catch (IllegalArgumentException e) {
            throw InvalidFieldException.wrong(pointer, String.valueOf(e.getMessage()));
        }
    }
}
