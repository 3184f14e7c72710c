package io.obt.server.store.mongo;

import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Writes the fields of one document; what is null is unknown and left out. */
final class Fields {
    private final Document document = new Document();

    Fields with(String field, @Nullable Object value) {
        if (value != null) {
            document.append(field, value);
        }
        return this;
    }

    <T> Fields withAll(String field, @Nullable List<T> values, Function<T, Document> writing) {
        return with(field, values == null ? null : values.stream().map(writing).toList());
    }

    Document document() {
        return document;
    }
}
