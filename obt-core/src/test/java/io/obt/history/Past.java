package io.obt.history;

import io.obt.client.ClientId;
import io.obt.client.Condition;
import io.obt.event.EventLog;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.event.Pause;
import io.obt.store.Changes;
import io.obt.store.InMemoryFleetStore;
import io.obt.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Events that a test dates, and the history of them. */
final class Past {
    /** On the hour. */
    static final Instant START = Instant.parse("2026-08-01T10:00:00Z");

    static final ClientId DESK = new ClientId("desk");

    private final List<FleetEvent> events = new ArrayList<>();

    Past add(long second, EventType type, String detail) {
        return add(second, type, type.name().startsWith("CLIENT_") ? DESK : null, detail);
    }

    Past add(long second, EventType type, ClientId id, String detail) {
        events.add(new FleetEvent(events.size() + 1, type, START.plusSeconds(second), id, null, null, detail));
        return this;
    }

    Past add(long second, EventType type) {
        return add(second, type, type.name());
    }

    /** The server notices that it stood still for {@code length} seconds. */
    Past paused(long second, long length) {
        return add(second, EventType.SERVER_PAUSED, new Pause(Duration.ofSeconds(length)).inWords());
    }

    /** As a server has it that was there all the time. */
    History history() {
        return history(0, 200_000);
    }

    /** The same that keeps no more than {@code most}. */
    History history(int most) {
        return history(0, most);
    }

    /** As a server has it that remembers what came after {@code remembered} events, and reads those, three at a time. */
    History history(int remembered, int most) {
        return history(remembered, most, most);
    }

    /** The same that keeps no more than {@code mostOfOne} of one client. */
    History history(int remembered, int most, int mostOfOne) {
        History history = new History(log(remembered), most, mostOfOne);
        List<FleetEvent> older = new ArrayList<>(events.subList(0, remembered));
        Collections.reverse(older);
        for (int i = 0; i < older.size(); i += 3) {
            history.addOlder(older.subList(i, Math.min(older.size(), i + 3)));
        }
        return history;
    }

    /** That of a server that remembers what came after {@code forgotten} events. */
    EventLog log(int forgotten) {
        InMemoryFleetStore store = new InMemoryFleetStore();
        store.write(new Changes(List.of(), events.subList(forgotten, events.size())));
        store.reserveEventIds(events.size());
        return new EventLog(store, new ManualTime());
    }

    int count() {
        return events.size();
    }

    static Condition condition(io.obt.client.ClientStatus status, long since) {
        return new Condition(status, START.plusSeconds(since), "as it is now", true);
    }
}
