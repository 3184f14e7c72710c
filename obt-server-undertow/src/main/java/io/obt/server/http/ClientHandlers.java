package io.obt.server.http;

import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.protocol.ClientMessage;
import io.obt.protocol.Page;
import io.obt.registry.Fleet;
import io.obt.time.TimeSource;
import java.util.List;
import java.util.Optional;

/** The clients, for people and programs. */
final class ClientHandlers {
    private final Fleet fleet;
    private final TimeSource time;

    ClientHandlers(Fleet fleet, TimeSource time) {
        this.fleet = fleet;
        this.time = time;
    }

    void list(Request request) {
        long now = time.nanos();
        int limit = Parameters.limit(request);
        ClientOrder order = ClientOrder.of(request.query("sort").orElse("status"), now);
        Optional<String[]> place = Parameters.place(request, 3);
        List<ClientSnapshot> matching = fleet.registry().clients().stream()
                .filter(new ClientFilter(request, fleet.catalog(), now))
                .toList();
        List<ClientSnapshot> rest = matching.stream()
                .filter(client -> place.map(at -> order.isAfter(at, client)).orElse(true))
                .sorted(order.comparator())
                .limit(limit + 1L)
                .toList();
        List<ClientSnapshot> page = rest.subList(0, Math.min(limit, rest.size()));
        request.send(
                200,
                new Page<>(
                        page.stream()
                                .map(client -> ClientMessage.item(client, now))
                                .toList(),
                        matching.size(),
                        rest.size() > limit ? order.cursorAt(page.get(limit - 1)) : null));
    }

    void one(Request request) {
        ClientId id = Parameters.clientId(request);
        ClientSnapshot client = fleet.registry()
                .client(id)
                .orElseThrow(() -> new NotFoundException(
                        "No client is known as '" + id + "'; GET /api/v1/clients lists those that are"));
        request.send(200, ClientMessage.detail(client, time.nanos()));
    }
}
