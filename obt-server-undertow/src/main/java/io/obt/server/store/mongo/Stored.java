package io.obt.server.store.mongo;

import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one stored document, which somebody may have edited: what is not as expected is an
 * {@link IllegalArgumentException} that names the field.
 */
record Stored(Document document) {
    String text(String field) {
        return present(field, textOrNull(field));
    }

    @Nullable
    String textOrNull(String field) {
        return value(field, String.class);
    }

    boolean flag(String field) {
        return present(field, value(field, Boolean.class));
    }

    long number(String field) {
        return present(field, numberOrNull(field));
    }

    // The shell writes 3 as a double.
    @Nullable
    Long numberOrNull(String field) {
        Number number = value(field, Number.class);
        if (number == null) {
            return null;
        }
        if (number.doubleValue() != Math.rint(number.doubleValue())) {
            throw new IllegalArgumentException("its field '" + field + "' is no whole number");
        }
        return number.longValue();
    }

    Stored part(String field) {
        return present(field, partOrNull(field));
    }

    @Nullable
    Stored partOrNull(String field) {
        Document part = value(field, Document.class);
        return part == null ? null : new Stored(part);
    }

    List<String> texts(String field) {
        return present(field, textsOrNull(field));
    }

    @Nullable
    List<String> textsOrNull(String field) {
        return listOrNull(field, String.class, text -> text);
    }

    <T> List<T> parts(String field, Function<Stored, T> reading) {
        return present(field, partsOrNull(field, reading));
    }

    <T> @Nullable List<T> partsOrNull(String field, Function<Stored, T> reading) {
        return listOrNull(field, Document.class, part -> reading.apply(new Stored(part)));
    }

    private <E, T> @Nullable List<T> listOrNull(String field, Class<E> type, Function<E, T> reading) {
        List<?> list = value(field, List.class);
        return list == null
                ? null
                : list.stream()
                        .map(element -> reading.apply(cast(field, type, element)))
                        .toList();
    }

    <T> @Nullable T value(String field, Class<T> type) {
        Object value = document.get(field);
        return value == null ? null : cast(field, type, value);
    }

    private static <T> T cast(String field, Class<T> type, Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "its field '" + field + "' holds something that is no " + type.getSimpleName());
        }
        return type.cast(value);
    }

    static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("its field '" + field + "' is missing");
        }
        return value;
    }
}
