package io.obt.history;

import io.obt.client.ClientId;
import io.obt.client.Condition;
import io.obt.event.EventLog;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows what each client was in the last {@link #REACH}, as far as events tell, without asking a store. Thread-safe.
 *
 * <p>It holds the events that change what a client is, and those of the server: the newest {@link #MOST} of the last days,
 * and of each client what it was before them, but of one that was forgotten only as long as it holds events of it. A new one comes with the {@link EventLog}; those of before the server's
 * start are added behind by {@link Recollection}.
 *
 * <p>What it assumes: a client stays what it is until an event says otherwise, also while the server does not listen; before
 * the first event of a client nothing is known, but that it is what its condition says since the time that says.
 */
public final class History {
    /** How far back it can tell. */
    public static final Duration REACH = Duration.ofDays(7);

    // Some 150 bytes each.
    private static final int MOST = 200_000;
    private static final Set<EventType> CHANGES = EnumSet.of(
            EventType.CLIENT_REGISTERED,
            EventType.CLIENT_ONLINE,
            EventType.CLIENT_DEGRADED,
            EventType.CLIENT_OFFLINE,
            EventType.CLIENT_LEFT,
            EventType.CLIENT_FORGOTTEN);
    private static final Set<EventType> MARKS = EnumSet.of(
            EventType.CLIENT_REGISTERED,
            EventType.CLIENT_CONFLICT,
            EventType.CLIENT_FLAPPING,
            EventType.CLIENT_FORGOTTEN,
            EventType.FLEET_CONTACT_LOST,
            EventType.SERVER_STARTED,
            EventType.SERVER_STOPPED,
            EventType.SERVER_PAUSED);

    private final int most;
    private final Deque<FleetEvent> kept = new ArrayDeque<>();
    private final Map<ClientId, Deque<FleetEvent>> byClient = new HashMap<>();
    private final Deque<FleetEvent> ofFleet = new ArrayDeque<>();
    private final Map<ClientId, Change> before = new HashMap<>();
    private final Deque<Absence> absences = new ArrayDeque<>();
    private @Nullable FleetEvent oldest;
    private @Nullable FleetEvent newest;
    private boolean full;
    private boolean complete;
    private volatile long revision;

    /** Begins with what {@code events} remembers, and is told what comes. */
    public History(EventLog events) {
        this(events, MOST);
    }

    History(EventLog events, int most) {
        this.most = most;
        events.tell(this::add);
    }

    private synchronized void add(FleetEvent event) {
        FleetEvent previous = newest;
        newest = event;
        oldest = oldest == null ? event : oldest;
        if (previous != null) {
            Absence.between(previous, event).ifPresent(absences::addLast);
        }
        if (isOfInterest(event)) {
            kept.addLast(event);
            eventsOf(event).addLast(event);
            letGo(event.at().minus(REACH));
            revision++;
        }
    }

    /** Adds what happened before all it knows, newest first. */
    synchronized void addOlder(List<FleetEvent> events) {
        for (FleetEvent event : events) {
            FleetEvent next = oldest;
            oldest = event;
            if (next != null) {
                Absence.between(event, next).ifPresent(absences::addFirst);
            }
            if (isOfInterest(event)) {
                addOlder(event);
            }
        }
        revision++;
    }

    private void addOlder(FleetEvent event) {
        FleetEvent last = newest;
        full = full
                || kept.size() >= most
                || last != null && event.at().isBefore(last.at().minus(REACH));
        if (!full) {
            kept.addFirst(event);
            eventsOf(event).addFirst(event);
            return;
        }
        ClientId id = event.clientId();
        Change change = Change.NONE.after(event);
        if (id != null && change != Change.NONE) {
            before.putIfAbsent(id, change); // a newer one, let go of before, is the better one
        }
    }

    /** Says that nothing older comes, which could revive a client that was forgotten. */
    synchronized void complete() {
        complete = true;
        before.entrySet().removeIf(last -> last.getValue().isForgotten() && !byClient.containsKey(last.getKey()));
    }

    private static boolean isOfInterest(FleetEvent event) {
        return CHANGES.contains(event.type()) || MARKS.contains(event.type());
    }

    private Deque<FleetEvent> eventsOf(FleetEvent event) {
        ClientId id = event.clientId();
        return id == null ? ofFleet : byClient.computeIfAbsent(id, key -> new ArrayDeque<>(4));
    }

    private void letGo(Instant limit) {
        while (kept.size() > most || kept.getFirst().at().isBefore(limit)) {
            full = true; // what is older now would leave a gap
            FleetEvent event = kept.removeFirst();
            ClientId id = event.clientId();
            eventsOf(event).removeFirst();
            if (id == null) {
                absences.removeIf(absence -> absence.to().isBefore(event.at()));
            } else {
                letGo(id, event);
            }
        }
    }

    private void letGo(ClientId id, FleetEvent event) {
        Change change = before.getOrDefault(id, Change.NONE).after(event);
        if (change != Change.NONE) {
            before.put(id, change);
        }
        Deque<FleetEvent> left = byClient.get(id);
        if (left != null && left.isEmpty()) {
            byClient.remove(id);
            if (complete && before.getOrDefault(id, Change.NONE).isForgotten()) {
                before.remove(id);
            }
        }
    }

    /** Another number whenever it may have another answer about a time that is past. */
    public long revision() {
        return revision;
    }

    /** The number of the oldest event it was given; 1 if none. */
    synchronized long oldestId() {
        return oldest == null ? 1 : oldest.id();
    }

    /** What the client was from {@code from} to {@code now}, without gaps, given that it is in that condition now. */
    public synchronized List<Span> spans(ClientId id, Condition condition, Instant from, Instant now) {
        List<Absence> within =
                absences.stream().filter(absence -> absence.to().isAfter(from)).toList();
        return new Timeline(from, now, changes(id, condition), within).spans();
    }

    /** The client's last day in {@link Slots}. */
    public String slots(ClientId id, Condition condition, Instant now) {
        Instant from = Slots.from(now);
        // Now is a part of it: what changed this very moment is shown.
        return Slots.letters(from, spans(id, condition, from, now.plusNanos(1)));
    }

    private List<Change> changes(ClientId id, Condition condition) {
        List<Change> changes = new ArrayList<>();
        Change last = before.getOrDefault(id, Change.NONE);
        changes.add(last);
        for (FleetEvent event : eventsOf(id)) {
            Change next = last.after(event);
            if (next != last) {
                changes.add(next);
                last = next;
            }
        }
        Change current = Change.to(condition);
        // Of older events than these there may have been one that is not kept.
        if (last.status() != current.status() && current.at().isAfter(last.at())) {
            changes.add(current);
        }
        return changes;
    }

    private Collection<FleetEvent> eventsOf(ClientId id) {
        Deque<FleetEvent> events = byClient.get(id);
        return events == null ? List.of() : events;
    }

    /** The newest {@code limit} events from {@code from} on that a timeline of the client shows, oldest first. */
    public synchronized List<FleetEvent> marks(ClientId id, Instant from, int limit) {
        List<FleetEvent> marks = Stream.concat(eventsOf(id).stream(), ofFleet.stream())
                .filter(event -> MARKS.contains(event.type()) && !event.at().isBefore(from))
                .sorted(Comparator.comparingLong(FleetEvent::id))
                .toList();
        return marks.subList(Math.max(0, marks.size() - limit), marks.size());
    }
}
