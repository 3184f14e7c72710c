package io.obt.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param total how many there are in all
 * @param nextCursor where to go on; null at the end
 */
public record Page<T>(
        List<T> items,
        long total,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {
    public Page {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
