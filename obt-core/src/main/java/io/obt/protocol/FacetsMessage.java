package io.obt.protocol;

import io.obt.overview.Facet;
import io.obt.overview.Facets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list of clients can be narrowed by: the answer of {@code GET /api/v1/facets}.
 *
 * @param total clients that all filters match
 */
public record FacetsMessage(int total, List<FacetMessage> facets) {
    public FacetsMessage {
        facets = List.copyOf(facets);
    }

    /**
     * The values of one filter, the most common first.
     *
     * @param more how many values there are beyond these; absent when they are all
     */
    public record FacetMessage(
            String name,
            List<ValueMessage> values,
            @Nullable Integer more) {
        public FacetMessage {
            values = List.copyOf(values);
        }

        static FacetMessage of(Facet facet) {
            return new FacetMessage(
                    facet.name(),
                    facet.values().stream()
                            .map(value -> new ValueMessage(value.value(), value.count()))
                            .toList(),
                    facet.more() == 0 ? null : facet.more());
        }
    }

    /** A value to filter by, and how many clients have it. */
    public record ValueMessage(String value, int count) {}

    public static FacetsMessage of(Facets facets) {
        return new FacetsMessage(
                facets.total(), facets.facets().stream().map(FacetMessage::of).toList());
    }
}
