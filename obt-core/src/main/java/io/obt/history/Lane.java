package io.obt.history;

import io.obt.event.FleetEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest events of one client, or of the fleet itself, and what the client was before them. Not thread-safe. */
final class Lane {
    private final Deque<FleetEvent> events = new ArrayDeque<>(4);
    private Change before = Change.NONE;
    private boolean whole = true;

    void addNewer(FleetEvent event) {
        events.addLast(event);
    }

    void addOlder(FleetEvent event) {
        events.addFirst(event);
    }

    /** Whether an older event would leave no gap. */
    boolean isWhole() {
        return whole;
    }

    /** Takes from an older event, between which and its own others may be missing, what the client was before all of them. */
    void skip(FleetEvent event) {
        whole = false;
        before = before == Change.NONE ? before.after(event) : before; // what it knows is the newer
    }

    void letGoOldest() {
        whole = false;
        before = before.after(events.removeFirst());
    }

    int size() {
        return events.size();
    }

    @Nullable
    FleetEvent oldest() {
        return events.peekFirst();
    }

    /** Whether it tells nothing: also a client that was forgotten, and of which nothing came after, is one never seen. */
    boolean isEmpty() {
        return events.isEmpty() && before.status() == PastStatus.UNKNOWN;
    }

    /** What the client was before its events. */
    Change before() {
        return before;
    }

    List<FleetEvent> events() {
        return List.copyOf(events);
    }
}
