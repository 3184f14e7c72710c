package io.obt.server.http;

import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.overview.Facets;
import io.obt.protocol.ClientMessage;
import io.obt.protocol.FacetsMessage;
import io.obt.protocol.Page;
import io.obt.registry.Fleet;
import io.obt.time.TimeSource;
import java.util.List;

/** The clients, for people and programs. */
final class ClientHandlers {
    private final Fleet fleet;
    private final TimeSource time;
    private final StoreCalls store;
    private final Lists lists;

    ClientHandlers(Fleet fleet, StoreCalls store, Lists lists, TimeSource time) {
        this.fleet = fleet;
        this.store = store;
        this.lists = lists;
        this.time = time;
    }

    void list(Request request) {
        if (ClientOrder.isByContact(sort(request))) {
            request.sendTagged(page(request, time.nanos())); // every heartbeat may change it
        } else {
            lists.send(request, now -> page(request, now));
        }
    }

    private static String sort(Request request) {
        return request.query("sort").orElse(ClientOrder.USUAL);
    }

    Page<ClientMessage> page(Request request, long now) {
        int limit = Parameters.limit(request);
        ClientOrder order = ClientOrder.of(sort(request), now);
        List<ClientSnapshot> matching = fleet.registry().clients().stream()
                .filter(ClientFilter.of(request, fleet.catalog(), now))
                .toList();
        List<ClientSnapshot> left = Parameters.place(request, ClientOrder.CURSOR_PARTS)
                .map(place -> order.after(place, matching))
                .orElse(matching);
        List<ClientSnapshot> page = order.first(left, limit);
        return new Page<>(
                page.stream().map(client -> ClientMessage.item(client, now)).toList(),
                matching.size(),
                left.size() > limit ? order.cursorAt(page.get(limit - 1)) : null);
    }

    void facets(Request request) {
        lists.send(request, now -> {
            ClientFilter filter = ClientFilter.of(request, fleet.catalog(), now);
            return FacetsMessage.of(Facets.of(
                    fleet.registry().clients().stream().filter(filter::isMeantInAnyStatus), filter.statuses(), now));
        });
    }

    void one(Request request) {
        ClientId id = Parameters.clientId(request);
        ClientSnapshot client = fleet.registry().client(id).orElseThrow(() -> unknown(id));
        request.sendTagged(ClientMessage.detail(client, time.nanos()));
    }

    void forget(Request request) {
        ClientId id = Parameters.clientId(request);
        store.ask(request.exchange(), () -> fleet.registrar().forget(id), known -> {
            if (!known) {
                throw unknown(id);
            }
            request.sendNothing();
        });
    }

    private static NotFoundException unknown(ClientId id) {
        return new NotFoundException("No client is known as '" + id + "'; GET /api/v1/clients lists those that are");
    }
}
