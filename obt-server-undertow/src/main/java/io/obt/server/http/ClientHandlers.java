package io.obt.server.http;

import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.client.Condition;
import io.obt.history.History;
import io.obt.history.Slots;
import io.obt.overview.Facets;
import io.obt.protocol.ClientMessage;
import io.obt.protocol.FacetsMessage;
import io.obt.protocol.Page;
import io.obt.protocol.TimelineMessage;
import io.obt.registry.Fleet;
import io.obt.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The clients, for people and programs. */
final class ClientHandlers {
    private static final int MOST_MARKS = 200;
    private static final int MOST_SPANS = 1_000;

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
            lists.send(request, beside(request), now -> page(request, now));
        }
    }

    /** What a list shows besides the clients as they are. */
    private Object beside(Request request) {
        return withHistory(request)
                ? List.of(fleet.history().revision(), Slots.number(time.now()))
                : Lists.NOTHING_ELSE;
    }

    private static boolean withHistory(Request request) {
        return Parameters.flag(request, "history").orElse(false);
    }

    private static String sort(Request request) {
        return request.query("sort").orElse(ClientOrder.USUAL);
    }

    Page<ClientMessage> page(Request request, long now) {
        int limit = Parameters.limit(request);
        ListOrder<ClientSnapshot, ClientId> order = ClientOrder.of(sort(request), now);
        List<ClientSnapshot> matching = fleet.registry().clients().stream()
                .filter(ClientFilter.of(request, fleet.catalog(), now))
                .toList();
        ListOrder.Part<ClientSnapshot> part = order.part(request, matching, limit);
        return new Page<>(items(part.items(), withHistory(request), now), part.total(), part.nextCursor());
    }

    void facets(Request request) {
        lists.send(request, Lists.NOTHING_ELSE, now -> {
            ClientFilter filter = ClientFilter.of(request, fleet.catalog(), now);
            return FacetsMessage.of(Facets.of(
                    fleet.registry().clients().stream().filter(filter::isMeantInAnyStatus), filter.statuses(), now));
        });
    }

    private List<ClientMessage> items(List<ClientSnapshot> clients, boolean withHistory, long now) {
        Instant wall = time.now();
        return clients.stream()
                .map(client -> ClientMessage.item(
                        client,
                        fleet.registry().isFlapping(client.id(), now),
                        withHistory ? fleet.history().slots(client.id(), conditionOf(client), wall) : null,
                        now))
                .toList();
    }

    private static Condition conditionOf(ClientSnapshot client) {
        return client.client().condition();
    }

    void one(Request request) {
        ClientId id = Parameters.clientId(request);
        ClientSnapshot client = fleet.registry().client(id).orElseThrow(() -> unknown(id));
        long now = time.nanos();
        request.sendTagged(ClientMessage.detail(client, fleet.registry().isFlapping(id, now), now));
    }

    /** What it was, from memory alone. */
    void timeline(Request request) {
        ClientId id = Parameters.clientId(request);
        Duration window = window(request);
        ClientSnapshot client = fleet.registry().client(id).orElseThrow(() -> unknown(id));
        Instant now = time.now();
        Instant from = now.minus(window);
        History history = fleet.history();
        request.send(
                200,
                TimelineMessage.of(
                        id,
                        from,
                        now,
                        history.spans(id, conditionOf(client), from, now, MOST_SPANS),
                        history.marks(id, from, MOST_MARKS)));
    }

    private static Duration window(Request request) {
        return request.query("window")
                .map(text -> switch (text) {
                    case "1h" -> Duration.ofHours(1);
                    case "24h" -> Duration.ofHours(24);
                    case "7d" -> History.REACH;
                    default -> throw new BadRequestException("The query parameter 'window' is 1h, 24h or 7d");
                })
                .orElse(Duration.ofHours(24));
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
