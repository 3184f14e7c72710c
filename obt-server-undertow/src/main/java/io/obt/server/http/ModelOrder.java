package io.obt.server.http;

import io.obt.catalog.CatalogModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import java.util.function.ToLongFunction;

/** The orders of a list of models: by a key, then by name. */
final class ModelOrder {
    static final String USUAL = "name";

    // Less than any size that is known.
    private static final long UNKNOWN_SIZE = -1;

    private ModelOrder() {}

    static ListOrder<CatalogModel, ModelName> of(String sort) {
        ToLongFunction<CatalogModel> key = switch (ListOrder.keyOf(sort)) {
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
        return new ListOrder<>(sort, key, CatalogModel::name, Parameters::modelName);
    }
}
