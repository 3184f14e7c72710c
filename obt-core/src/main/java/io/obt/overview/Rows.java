package io.obt.overview;

import io.obt.catalog.CatalogModel;
import io.obt.model.ModelName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** The models of a matrix, found by their names. */
final class Rows {
    private final Map<ModelName, Integer> places = new HashMap<>();

    Rows(List<CatalogModel> models) {
        models.forEach(model -> places.put(model.name(), places.size()));
    }

    /** Does something with the row of {@code name}, if there is one. */
    void at(ModelName name, IntConsumer row) {
        Integer place = places.get(name);
        if (place != null) {
            row.accept(place);
        }
    }
}
