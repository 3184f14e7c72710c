package io.obt.server.http;

import io.obt.catalog.CatalogModel;
import io.obt.catalog.ModelCatalog;
import io.obt.client.ClientId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which models a list is asked for. */
final class ModelFilter implements Predicate<CatalogModel> {
    // What is shorter is rather a part of a name.
    private static final Pattern BEGINNING_OF_A_DIGEST = Pattern.compile("[0-9a-fA-F]{6,64}");

    private final Optional<String> text;
    private final Optional<String> digest;
    private final Optional<String> family;
    private final Optional<ClientId> client;
    private final Optional<Boolean> drift;
    private final Optional<Boolean> loaded;
    private final Optional<Boolean> single;
    private final ModelCatalog catalog;

    ModelFilter(Request request, ModelCatalog catalog) {
        this.text = request.query("q");
        this.digest = text.filter(query -> BEGINNING_OF_A_DIGEST.matcher(query).matches())
                .map(query -> query.toLowerCase(Locale.ROOT));
        this.family = request.query("family");
        this.client = request.query("client").map(Parameters::clientId);
        this.drift = Parameters.flag(request, "drift");
        this.loaded = Parameters.flag(request, "loaded");
        this.single = Parameters.flag(request, "single");
        this.catalog = catalog;
    }

    @Override
    public boolean test(CatalogModel model) {
        return text.map(query -> model.name().contains(query) || hasDigest(model))
                        .orElse(true)
                && family.map(wanted -> isOfFamily(model, wanted)).orElse(true)
                && client.map(id -> catalog.isInstalled(model.name(), id)).orElse(true)
                && drift.map(wanted -> wanted == model.drifts()).orElse(true)
                && loaded.map(wanted -> wanted == model.loadedCount() > 0).orElse(true)
                && single.map(wanted -> wanted == (model.copies() == 1)).orElse(true);
    }

    private boolean hasDigest(CatalogModel model) {
        return digest.map(beginning -> model.variants().stream().anyMatch(variant -> {
                    String known = variant.descriptor().digest();
                    return known != null && known.startsWith(beginning);
                }))
                .orElse(false);
    }

    private static boolean isOfFamily(CatalogModel model, String family) {
        return model.variants().stream()
                .anyMatch(
                        variant -> family.equalsIgnoreCase(variant.descriptor().family()));
    }
}
