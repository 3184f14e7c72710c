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
        if (newestFirst(request)) {
            listNewest(request, filter, limit);
            return;
        }
        long after = Parameters.place(request, 1)
                .map(place -> Parameters.number("cursor", place[0], 0, Long.MAX_VALUE))
                .or(() -> request.query("after").map(text -> Parameters.number("after", text, 0, Long.MAX_VALUE)))
                .orElse(0L);
        store.ask(
                request.exchange(),
                () -> page(fleet.events().history(filter, after, limit + 1), filter, limit),
                request::sendTagged);
    }

    private static boolean newestFirst(Request request) {
        return request.query("sort")
                .map(sort -> switch (sort) {
                    case "id" -> false;
                    case "-id" -> true;
                    default -> throw new BadRequestException("The query parameter 'sort' is id or -id");
                })
                .orElse(false);
    }

    private void listNewest(Request request, EventFilter filter, int limit) {
        if (request.query("after").isPresent()) {
            throw new BadRequestException(
                    "'after' goes on from a number to newer events, and sort=-id from the newest to"
                            + " older ones; use one of the two");
        }
        long before = Parameters.place(request, 1)
                .map(place -> Parameters.number("cursor", place[0], 0, Long.MAX_VALUE))
                .orElse(Long.MAX_VALUE);
        store.ask(
                request.exchange(),
                () -> page(fleet.events().newest(filter, before, limit + 1), filter, limit),
                request::sendTagged);
    }

    private Page<EventMessage> page(List<FleetEvent> found, EventFilter filter, int limit) {
        List<FleetEvent> page = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                page.stream().map(EventMessage::of).toList(),
                fleet.events().count(filter),
                found.size() > limit
                        ? Parameters.cursor(String.valueOf(page.get(limit - 1).id()))
                        : null);
    }
}
