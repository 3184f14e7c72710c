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
import java.util.function.Supplier;

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
                request.query("clientId").<ClientId>map(Parameters::clientId).orElse(null),
                request.query("groupId").orElse(null));
        if (newestFirst(request)) {
            newest(request, filter, limit);
        } else {
            oldest(request, filter, limit);
        }
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

    private void oldest(Request request, EventFilter filter, int limit) {
        long after = cursor(request)
                .or(() -> request.query("after").map(text -> Parameters.number("after", text, 0, Long.MAX_VALUE)))
                .orElse(0L);
        answer(
                request,
                filter,
                limit,
                () -> fleet.events().history(filter, after, limit + 1),
                () -> fleet.events().remembered(filter, after, limit + 1));
    }

    private void newest(Request request, EventFilter filter, int limit) {
        if (request.query("after").isPresent()) {
            throw new BadRequestException(
                    "'after' goes on from a number to newer events, and sort=-id from the newest to"
                            + " older ones; use one of the two");
        }
        long before = cursor(request).orElse(Long.MAX_VALUE);
        answer(
                request,
                filter,
                limit,
                () -> fleet.events().newest(filter, before, limit + 1),
                () -> fleet.events().newestRemembered(filter, before, limit + 1));
    }

    private static Optional<Long> cursor(Request request) {
        return Parameters.place(request, 1).map(place -> Parameters.number("cursor", place[0], 0, Long.MAX_VALUE));
    }

    /** By what is kept, or, without the store, by what is remembered, as far as memory reaches; that counts what it has. */
    private void answer(
            Request request,
            EventFilter filter,
            int limit,
            Supplier<List<FleetEvent>> kept,
            Supplier<Optional<List<FleetEvent>>> remembered) {
        Supplier<Optional<Page<EventMessage>>> known =
                () -> remembered.get().map(found -> page(found, fleet.events().countRemembered(filter), limit));
        Optional<Page<EventMessage>> now = fleet.keeper().outage().isPresent() ? known.get() : Optional.empty();
        if (now.isPresent()) {
            request.sendTagged(now.get());
            return;
        }
        store.askFor(
                request.sharer(),
                request.exchange(),
                () -> page(kept.get(), fleet.events().count(filter), limit),
                known::get,
                request::sendTagged);
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
