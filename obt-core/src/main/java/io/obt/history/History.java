package io.obt.history;

import io.obt.client.ClientId;
import io.obt.client.Condition;
import io.obt.event.EventLog;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.text.Excerpt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows what each client was in the last {@link #REACH}, as far as events tell, without asking a store. Thread-safe.
 *
 * <p>It holds the events that change what a client is, and those of the server: the newest {@link #MOST} of the last days, but
 * of one client no more than {@link #MOST_OF_ONE}, so that none pushes out what is known of the others; and of each client
 * what it was before them. A new one comes with the {@link EventLog}; those of before the server's start are added behind by
 * {@link Recollection}.
 *
 * <p>What it assumes: a client stays what it is until an event says otherwise, also while the server does not listen; before
 * the first event of a client nothing is known, but that it is what its condition says since the time that says.
 */
public final class History {
    /** How far back it can tell. */
    public static final Duration REACH = Duration.ofDays(7);

    // Some 200 bytes each, and no more than 700, since what an agent says is cut.
    private static final int MOST = 200_000;
    private static final int MOST_OF_ONE = 2_000;
    private static final int DETAIL = 200;
    // Each event comes from a client that waits, so what came to an end is let go of bit by bit.
    private static final int LET_GO_AT_ONCE = 10;
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
    private final int mostOfOne;
    private final Map<ClientId, Lane> byClient = new HashMap<>();
    private final Lane ofFleet = new Lane();
    /** Those that have events, by the number of the oldest. */
    private final NavigableMap<Long, Lane> byOldest = new TreeMap<>();

    private final Deque<Absence> absences = new ArrayDeque<>();
    private int kept;
    private @Nullable FleetEvent oldest;
    private @Nullable FleetEvent newest;
    private boolean full;
    private boolean ends;
    private volatile long revision;

    /** Begins with what {@code events} remembers, and is told what comes. */
    public History(EventLog events) {
        this(events, MOST, MOST_OF_ONE);
    }

    History(EventLog events, int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        events.tell(this::add);
    }

    private synchronized void add(FleetEvent event) {
        FleetEvent previous = newest;
        newest = event;
        oldest = oldest == null ? event : oldest;
        Instant limit = event.at().minus(REACH);
        if (previous != null) {
            Absence.between(previous, event).ifPresent(absence -> add(absence, limit));
        }
        if (isOfInterest(event)) {
            Lane lane = laneOf(event.clientId());
            reorder(lane, () -> lane.addNewer(abridged(event)));
            kept++;
            if (lane.size() > mostOfOne) {
                letGoOldest(lane);
            }
            letGo(limit);
            revision++;
        }
    }

    private void add(Absence absence, Instant limit) {
        absences.addLast(absence);
        for (int i = 0; i < LET_GO_AT_ONCE && isTooMuch(absences.getFirst(), limit); i++) {
            absences.removeFirst();
        }
    }

    private boolean isTooMuch(Absence first, Instant limit) {
        return absences.size() > mostOfOne || first.to().isBefore(limit);
    }

    /** Adds what happened before all it knows, newest first. */
    synchronized void addOlder(List<FleetEvent> events) {
        for (FleetEvent event : events) {
            FleetEvent next = oldest;
            oldest = event;
            newest = newest == null ? event : newest;
            if (next != null && absences.size() < mostOfOne && !isTooOld(next)) {
                Absence.between(event, next).ifPresent(absences::addFirst);
            }
            if (isOfInterest(event)) {
                addOlder(event);
            }
        }
        revision++;
    }

    private void addOlder(FleetEvent event) {
        full = full || kept >= most || isTooOld(event);
        Lane lane = laneOf(event.clientId());
        if (full || !lane.isWhole() || lane.size() >= mostOfOne) {
            lane.skip(abridged(event));
        } else {
            reorder(lane, () -> lane.addOlder(abridged(event)));
            kept++;
        }
    }

    /** Tells that nothing older will be added. */
    synchronized void endsHere() {
        ends = true;
        byClient.values().removeIf(Lane::isEmpty);
    }

    private boolean isTooOld(FleetEvent event) {
        FleetEvent last = newest;
        return last != null && event.at().isBefore(last.at().minus(REACH));
    }

    private static boolean isOfInterest(FleetEvent event) {
        return CHANGES.contains(event.type()) || MARKS.contains(event.type());
    }

    /** What is shown of it: some of it is an agent's own words, of any length. */
    private static FleetEvent abridged(FleetEvent event) {
        return new FleetEvent(
                event.id(),
                event.type(),
                event.at(),
                event.clientId(),
                null,
                null,
                Excerpt.cut(event.detail(), DETAIL));
    }

    private Lane laneOf(@Nullable ClientId id) {
        return id == null ? ofFleet : byClient.computeIfAbsent(id, key -> new Lane());
    }

    private void reorder(Lane lane, Runnable change) {
        FleetEvent before = lane.oldest();
        change.run();
        FleetEvent after = lane.oldest();
        if (before != null) {
            byOldest.remove(before.id());
        }
        if (after != null) {
            byOldest.put(after.id(), lane);
        }
    }

    private void letGo(Instant limit) {
        for (int i = 0; i < LET_GO_AT_ONCE; i++) {
            Lane lane = byOldest.firstEntry().getValue();
            FleetEvent event = lane.oldest();
            if (event == null || kept <= most && !event.at().isBefore(limit)) {
                return;
            }
            full = true; // what is older now would leave a gap
            letGoOldest(lane);
            ClientId id = event.clientId();
            // Something older could otherwise be taken for what the client was last.
            if (ends && id != null && lane.isEmpty()) {
                byClient.remove(id);
            }
        }
    }

    private void letGoOldest(Lane lane) {
        reorder(lane, lane::letGoOldest);
        kept--;
    }

    /** Another number whenever it may have another answer about a time that is past. */
    public long revision() {
        return revision;
    }

    /** The number of the oldest event it was given; 1 if none. */
    synchronized long oldestId() {
        return oldest == null ? 1 : oldest.id();
    }

    /**
     * What the client was from {@code from} to {@code now}, without gaps, given that it is in that condition now: at most the
     * newest {@code limit} spans, the first of which is then unknown.
     */
    public List<Span> spans(ClientId id, Condition condition, Instant from, Instant now, int limit) {
        return Timeline.newest(spans(id, condition, from, now), limit);
    }

    List<Span> spans(ClientId id, Condition condition, Instant from, Instant now) {
        Known known = known(id);
        List<Absence> within = known.absences.stream()
                .filter(absence -> absence.to().isAfter(from))
                .toList();
        return new Timeline(from, now, known.changes(condition), within).spans();
    }

    /** The client's last day in {@link Slots}. */
    public String slots(ClientId id, Condition condition, Instant now) {
        Instant from = Slots.from(now);
        // Now is a part of it: what changed this very moment is shown.
        return Slots.letters(from, spans(id, condition, from, now.plusNanos(1)));
    }

    /** What there is of one client, to be thought about while events come. */
    private record Known(Change before, List<FleetEvent> events, List<Absence> absences) {
        List<Change> changes(Condition condition) {
            List<Change> changes = new ArrayList<>();
            Change last = before;
            changes.add(last);
            for (FleetEvent event : events) {
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
    }

    // Copies no more than references, since clients wait for the lock.
    private synchronized Known known(ClientId id) {
        Lane lane = byClient.get(id);
        return new Known(
                lane == null ? Change.NONE : lane.before(),
                lane == null ? List.of() : lane.events(),
                List.copyOf(absences));
    }

    /** The newest {@code limit} events from {@code from} on that a timeline of the client shows, oldest first. */
    public List<FleetEvent> marks(ClientId id, Instant from, int limit) {
        List<FleetEvent> marks = Stream.concat(known(id).events.stream(), eventsOfFleet().stream())
                .filter(event -> MARKS.contains(event.type()) && !event.at().isBefore(from))
                .sorted(Comparator.comparingLong(FleetEvent::id))
                .toList();
        return marks.subList(Math.max(0, marks.size() - limit), marks.size());
    }

    private synchronized List<FleetEvent> eventsOfFleet() {
        return ofFleet.events();
    }

    /** How much it holds. */
    @Override
    public synchronized String toString() {
        return kept + " events of " + byClient.size() + " clients, " + absences.size() + " absences";
    }
}
