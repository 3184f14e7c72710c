package io.obt.server.http;

import io.obt.catalog.CatalogModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The order of a list of models: a key, then the name, so that every model has one place in it, which a cursor names.
 *
 * @param sort as the query says it
 */
record ModelOrder(String sort, ToLongFunction<CatalogModel> key, boolean reversed) {
    static final String USUAL = "name";
    static final int CURSOR_PARTS = 3;

    // Less than any size that is known.
    private static final long UNKNOWN_SIZE = -1;

    static ModelOrder of(String sort) {
        boolean reversed = sort.startsWith("-");
        ToLongFunction<CatalogModel> key = switch (reversed ? sort.substring(1) : sort) {
            case USUAL -> model -> 0;
            case "clientCount" -> CatalogModel::clientCount;
            case "loadedCount" -> CatalogModel::loadedCount;
            case "sizeBytes" ->
                model -> model.usual().map(ModelDescriptor::sizeBytes).orElse(UNKNOWN_SIZE);
            default ->
                throw new BadRequestException(
                        "The query parameter 'sort' is name, clientCount, loadedCount or sizeBytes,"
                                + " with - in front to reverse it");
        };
        return new ModelOrder(sort, key, reversed);
    }

    List<CatalogModel> sorted(List<CatalogModel> models) {
        Comparator<CatalogModel> ascending = Comparator.comparingLong(key).thenComparing(CatalogModel::name);
        return models.stream()
                .sorted(reversed ? ascending.reversed() : ascending)
                .toList();
    }

    String cursorAt(CatalogModel last) {
        return Parameters.cursor(
                sort, String.valueOf(key.applyAsLong(last)), last.name().toString());
    }

    /** Those of {@code models} that come after the place of a cursor. */
    List<CatalogModel> after(String[] place, List<CatalogModel> models) {
        if (!place[0].equals(sort)) {
            throw new BadRequestException(
                    "The query parameter 'cursor' belongs to a list sorted by another key; begin again without it");
        }
        long placeKey = Parameters.cursorKey(place[1]);
        ModelName name = Parameters.modelName(place[2]);
        return models.stream().filter(model -> isAfter(placeKey, name, model)).toList();
    }

    private boolean isAfter(long placeKey, ModelName placeName, CatalogModel model) {
        int byKey = Long.compare(key.applyAsLong(model), placeKey);
        int order = byKey != 0 ? byKey : model.name().compareTo(placeName);
        return reversed ? order < 0 : order > 0;
    }
}
