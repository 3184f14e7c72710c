package io.obt.server.http;

import io.obt.client.ClientId;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.protocol.EventMessage;
import io.obt.protocol.Page;
import io.obt.registry.Fleet;
import java.util.List;
import java.util.Optional;

/** The event log, for people and programs. */
final class EventHandlers {
    private final Fleet fleet;
    private final StoreCalls store;

    EventHandlers(Fleet fleet, StoreCalls store) {
        this.fleet = fleet;
        this.store = store;
    }

    void list(Request request) {
        int limit = Parameters.limit(request);
        EventFilter filter = new EventFilter(
                Parameters.oneOf(request, "type", EventType.class).orElse(null),
                request.query("clientId").<ClientId>map(Parameters::clientId).orElse(null));
        long after = Parameters.place(request, 1)
                .map(place -> Parameters.number("cursor", place[0], 0, Long.MAX_VALUE))
                .or(() -> request.query("after").map(text -> Parameters.number("after", text, 0, Long.MAX_VALUE)))
                .orElse(0L);
        Optional<Page<EventMessage>> known =
                fleet.keeper().outage().isPresent() ? remembered(filter, after, limit) : Optional.empty();
        if (known.isPresent()) {
            request.sendTagged(known.get());
            return;
        }
        store.ask(
                request.exchange(),
                () -> kept(filter, after, limit),
                () -> remembered(filter, after, limit),
                request::sendTagged);
    }

    private Page<EventMessage> kept(EventFilter filter, long after, int limit) {
        return page(
                fleet.events().history(filter, after, limit + 1), fleet.events().count(filter), limit);
    }

    /** The same without the store, as far as memory reaches; it counts what it has. */
    private Optional<Page<EventMessage>> remembered(EventFilter filter, long after, int limit) {
        return fleet.events()
                .remembered(filter, after, limit + 1)
                .map(found -> page(found, fleet.events().countRemembered(filter), limit));
    }

    private static Page<EventMessage> page(List<FleetEvent> found, long total, int limit) {
        List<FleetEvent> page = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                page.stream().map(EventMessage::of).toList(),
                total,
                found.size() > limit
                        ? Parameters.cursor(String.valueOf(page.get(limit - 1).id()))
                        : null);
    }
}
