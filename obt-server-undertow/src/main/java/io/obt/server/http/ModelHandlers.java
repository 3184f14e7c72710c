package io.obt.server.http;

import io.obt.catalog.CatalogModel;
import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.model.ModelName;
import io.obt.protocol.CatalogMessage;
import io.obt.protocol.Page;
import io.obt.registry.Fleet;
import io.obt.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The fleet's models, for people and programs. */
final class ModelHandlers {
    private final Fleet fleet;
    private final TimeSource time;
    private final Lists lists;

    ModelHandlers(Fleet fleet, Lists lists, TimeSource time) {
        this.fleet = fleet;
        this.lists = lists;
        this.time = time;
    }

    void list(Request request) {
        lists.send(request, Lists.NOTHING_ELSE, now -> page(request, now));
    }

    private Page<CatalogMessage> page(Request request, long now) {
        int limit = Parameters.limit(request);
        Optional<ModelName> after = Parameters.place(request, 1).map(place -> Parameters.modelName(place[0]));
        List<CatalogModel> matching = fleet.catalog()
                .models(onlineAt(now)::contains)
                .filter(filter(request))
                .toList();
        List<CatalogModel> rest = matching.stream()
                .filter(model ->
                        after.map(name -> model.name().compareTo(name) > 0).orElse(true))
                .limit(limit + 1L)
                .toList();
        List<CatalogModel> page = rest.subList(0, Math.min(limit, rest.size()));
        return new Page<>(
                page.stream().map(CatalogMessage::of).toList(),
                matching.size(),
                rest.size() > limit
                        ? Parameters.cursor(page.get(limit - 1).name().toString())
                        : null);
    }

    // Asked once for each client and not once for each of its models.
    private Set<ClientId> onlineAt(long now) {
        return fleet.registry().clients().stream()
                .filter(client -> client.status(now) == ClientStatus.ONLINE)
                .map(ClientSnapshot::id)
                .collect(Collectors.toSet());
    }

    void one(Request request) {
        ModelName name = Parameters.modelName(request.path("*"));
        CatalogModel model = fleet.catalog()
                .find(name, this::isOnline)
                .orElseThrow(() -> new NotFoundException(
                        "No client has the model '" + name + "'; GET /api/v1/models lists those the fleet has"));
        request.sendTagged(CatalogMessage.of(model));
    }

    private boolean isOnline(ClientId id) {
        return fleet.registry()
                .client(id)
                .map(client -> client.status(time.nanos()) == ClientStatus.ONLINE)
                .orElse(false);
    }

    private Predicate<CatalogModel> filter(Request request) {
        Optional<String> text = request.query("q");
        Optional<String> family = request.query("family");
        Optional<ClientId> client = request.query("client").map(Parameters::clientId);
        Optional<Boolean> drift = Parameters.flag(request, "drift");
        Optional<Boolean> loaded = Parameters.flag(request, "loaded");
        return model -> text.map(query -> model.name().contains(query)).orElse(true)
                && family.map(wanted -> isOfFamily(model, wanted)).orElse(true)
                && client.map(id -> fleet.catalog().isInstalled(model.name(), id))
                        .orElse(true)
                && drift.map(wanted -> wanted == model.drifts()).orElse(true)
                && loaded.map(wanted -> wanted == model.loadedCount() > 0).orElse(true);
    }

    private static boolean isOfFamily(CatalogModel model, String family) {
        return model.variants().stream()
                .anyMatch(
                        variant -> family.equalsIgnoreCase(variant.descriptor().family()));
    }
}
