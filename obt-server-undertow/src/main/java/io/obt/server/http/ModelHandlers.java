package io.obt.server.http;

import io.obt.catalog.CatalogModel;
import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.model.ModelName;
import io.obt.overview.Matrix;
import io.obt.protocol.CatalogMessage;
import io.obt.protocol.MatrixMessage;
import io.obt.protocol.Page;
import io.obt.registry.Fleet;
import io.obt.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The fleet's models, for people and programs. */
final class ModelHandlers {
    private static final int MATRIX_ROWS = 50;

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
        ListOrder.Part<CatalogModel> part = part(request, Parameters.limit(request), now);
        return new Page<>(part.items().stream().map(CatalogMessage::of).toList(), part.total(), part.nextCursor());
    }

    void matrix(Request request) {
        lists.send(request, Lists.NOTHING_ELSE, now -> {
            ListOrder.Part<CatalogModel> part = part(request, Parameters.limit(request, MATRIX_ROWS), now);
            List<ClientSnapshot> clients = fleet.registry().clients().stream()
                    .filter(ClientFilter.besideModels(request, fleet.catalog(), now))
                    .toList();
            Optional<String> by = request.query("by").map(Parameters::labelKey);
            return MatrixMessage.of(Matrix.of(part.items(), clients, by, now), part.total(), part.nextCursor());
        });
    }

    private ListOrder.Part<CatalogModel> part(Request request, int limit, long now) {
        ListOrder<CatalogModel, ModelName> order =
                ModelOrder.of(request.query("sort").orElse(ModelOrder.USUAL));
        List<CatalogModel> matching = fleet.catalog()
                .models(onlineAt(now)::contains)
                .filter(new ModelFilter(request, fleet.catalog()))
                .toList();
        return order.part(request, matching, limit);
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
}
