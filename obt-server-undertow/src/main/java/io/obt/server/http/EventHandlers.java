package io.obt.server.http;

import io.obt.client.ClientId;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.protocol.EventMessage;
import io.obt.protocol.Page;
import io.obt.registry.Fleet;
import java.util.List;

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
        store.ask(request.exchange(), () -> page(filter, after, limit), request::sendTagged);
    }

    private Page<EventMessage> page(EventFilter filter, long after, int limit) {
        List<FleetEvent> found = fleet.events().history(filter, after, limit + 1);
        List<FleetEvent> page = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                page.stream().map(EventMessage::of).toList(),
                fleet.events().count(filter),
                found.size() > limit
                        ? Parameters.cursor(String.valueOf(page.get(limit - 1).id()))
                        : null);
    }
}
