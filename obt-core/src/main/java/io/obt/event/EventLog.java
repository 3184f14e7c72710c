package io.obt.event;

import io.obt.client.ClientId;
import io.obt.model.ModelName;
import io.obt.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened in the fleet, in order. Appending only touches memory, so it never waits for the store; the newest
 * events stay in memory for those who follow. Thread-safe.
 */
public final class EventLog {
    /** How many events stay in memory, so that a reader who lost the connection can go on. */
    public static final int REMEMBERED = 10_000;

    // Large, so that an outage of the store does not run out of numbers; half of it is always in reserve.
    private static final int BLOCK = 1_000_000;
    private static final int MAX_UNSAVED = 200_000;
    private static final Logger log = LoggerFactory.getLogger(EventLog.class);

    private final EventStore store;
    private final int block;
    private final TimeSource time;
    private final NavigableMap<Long, FleetEvent> recent = new ConcurrentSkipListMap<>();
    private final NavigableMap<Long, FleetEvent> unsaved = new TreeMap<>();
    private final List<Consumer<FleetEvent>> told = new ArrayList<>();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private final AtomicLongArray appended = new AtomicLongArray(EventType.values().length);
    private final Object lock = new Object();
    private long nextId;
    private long reservedUpTo;
    private int remembered;
    private final long firstKept;
    private volatile long forgottenUpTo;
    private volatile long latestId;

    /** Goes on where {@code store} ends; reserves the numbers of the events to come. */
    public EventLog(EventStore store, TimeSource time) {
        this(store, time, BLOCK);
    }

    /** The same, reserving {@code block} numbers at a time. */
    EventLog(EventStore store, TimeSource time, int block) {
        this.store = store;
        this.time = time;
        this.block = block;
        List<FleetEvent> newest = store.newestEvents(REMEMBERED); // first: what cannot be read is not to be written
        nextId = store.reserveEventIds(block);
        reservedUpTo = nextId + block - 1;
        newest.forEach(event -> recent.put(event.id(), event));
        remembered = newest.size();
        firstKept = newest.isEmpty() ? nextId : newest.get(0).id();
        forgottenUpTo = newest.size() < REMEMBERED ? 0 : firstKept - 1;
        latestId = nextId - 1;
    }

    /** Adds an event and tells the followers. */
    public void append(EventType type, @Nullable ClientId clientId, @Nullable ModelName model, String detail) {
        append(type, clientId, model, null, detail);
    }

    /** Adds an event that shares its cause with others of the same {@code groupId}. */
    public void append(
            EventType type,
            @Nullable ClientId clientId,
            @Nullable ModelName model,
            @Nullable String groupId,
            String detail) {
        append(type, null, clientId, model, groupId, detail);
    }

    /**
     * Adds an event that was noticed too late; it is dated {@code at}, though not before the event before it nor in the future,
     * so that times rise with numbers.
     */
    public void appendLate(EventType type, Instant at, String detail) {
        append(type, at, null, null, null, detail);
    }

    private void append(
            EventType type,
            @Nullable Instant late,
            @Nullable ClientId clientId,
            @Nullable ModelName model,
            @Nullable String groupId,
            String detail) {
        synchronized (lock) {
            if (nextId > reservedUpTo || unsaved.size() >= MAX_UNSAVED) {
                // Better a gap in the log than a number used twice or a server out of memory.
                log.warn("Event lost, since the store has kept none for too long: {} {}", type, detail);
                return;
            }
            FleetEvent event = new FleetEvent(nextId++, type, dated(late), clientId, model, groupId, detail);
            unsaved.put(event.id(), event);
            appended.incrementAndGet(type.ordinal());
            // First the number, then the event: who has read an event must never be told that it never was.
            latestId = event.id();
            recent.put(event.id(), event);
            if (++remembered > REMEMBERED) {
                remembered--;
                forgottenUpTo = recent.pollFirstEntry().getKey();
            }
            told.forEach(one -> one.accept(event));
        }
        followers.forEach(Runnable::run);
    }

    private Instant dated(@Nullable Instant late) {
        Instant now = time.now();
        if (late == null) {
            return now;
        }
        Map.Entry<Long, FleetEvent> before = recent.lastEntry();
        Instant earliest = before == null ? Instant.MIN : before.getValue().at();
        Instant at = late.isBefore(earliest) ? earliest : late;
        return at.isAfter(now) ? now : at;
    }

    /**
     * Gives {@code one} all events that are in memory and then each that is added, in their order and under the log's lock: it
     * must return at once, not throw, and ask nothing of the log.
     */
    public void tell(Consumer<FleetEvent> one) {
        synchronized (lock) {
            recent.values().forEach(one);
            told.add(one);
        }
    }

    /** The number of the newest event. */
    public long latestId() {
        return latestId;
    }

    /**
     * At most {@code limit} events after number {@code after}, oldest first, without touching the store; empty when
     * memory does not reach back that far, or the log never got that far. 0 stands for before the oldest there is.
     */
    public Optional<List<FleetEvent>> recent(long after, int limit) {
        if (after < forgottenUpTo || after > latestId || isBefore(after, firstKept)) {
            return Optional.empty();
        }
        return remembered(EventFilter.ALL, after, limit);
    }

    /** What {@link #history} would find, without touching the store; empty when memory does not reach back that far. */
    public Optional<List<FleetEvent>> remembered(EventFilter filter, long after, int limit) {
        List<FleetEvent> events = recent.tailMap(after, false).values().stream()
                .filter(filter::matches)
                .limit(limit)
                .toList();
        // Asked afterwards, because what was read may have been forgotten in between.
        return after < forgottenUpTo ? Optional.empty() : Optional.of(events);
    }

    /** How many of the events in memory match: of those of a small log all, of a large one the newest. */
    public long countRemembered(EventFilter filter) {
        return recent.values().stream().filter(filter::matches).count();
    }

    /**
     * Like {@link #recent}, but reaches as far back as events are kept; reads the store. Empty when events after that
     * number are kept no longer, or the log never got that far.
     */
    public Optional<List<FleetEvent>> replay(long after, int limit) {
        if (after > latestId) {
            return Optional.empty();
        }
        List<FleetEvent> events = history(EventFilter.ALL, after, limit);
        // Asked afterwards, because what was not read may have been removed before.
        boolean whole = history(EventFilter.ALL, 0, 1).stream().noneMatch(oldest -> isBefore(after, oldest.id()));
        return whole ? Optional.of(events) : Optional.empty();
    }

    // Between the two there may have been events that are kept no longer.
    private static boolean isBefore(long after, long oldest) {
        return after > 0 && after < oldest - 1;
    }

    /** At most {@code limit} events that match, oldest first, numbered above {@code after}; reads the store. */
    public List<FleetEvent> history(EventFilter filter, long after, int limit) {
        // What is unsaved is read first: what is saved in between is then seen twice, and never missed.
        List<FleetEvent> pending = unsaved();
        NavigableMap<Long, FleetEvent> events = new TreeMap<>();
        store.events(filter, after, limit).forEach(event -> events.put(event.id(), event));
        pending.stream()
                .filter(event -> event.id() > after && filter.matches(event))
                .forEach(event -> events.put(event.id(), event));
        return events.values().stream().limit(limit).toList();
    }

    /** At most {@code limit} events that match, newest first, numbered below {@code before}; reads the store. */
    public List<FleetEvent> newest(EventFilter filter, long before, int limit) {
        List<FleetEvent> pending = unsaved();
        NavigableMap<Long, FleetEvent> events = new TreeMap<>(Comparator.reverseOrder());
        store.eventsBefore(filter, before, limit).forEach(event -> events.put(event.id(), event));
        pending.stream()
                .filter(event -> event.id() < before && filter.matches(event))
                .forEach(event -> events.put(event.id(), event));
        return events.values().stream().limit(limit).toList();
    }

    /**
     * Like {@link #newest} without touching the store; empty when there may be more of them than memory reaches back to.
     */
    public Optional<List<FleetEvent>> newestRemembered(EventFilter filter, long before, int limit) {
        List<FleetEvent> events = recent.headMap(before, false).descendingMap().values().stream()
                .filter(filter::matches)
                .limit(limit)
                .toList();
        return events.size() == limit || forgottenUpTo == 0 ? Optional.of(events) : Optional.empty();
    }

    /** How many kept events match, rather too few than too many while some are being saved; reads the store. */
    public long count(EventFilter filter) {
        List<FleetEvent> pending = unsaved().stream().filter(filter::matches).toList();
        long kept = store.countEvents(filter);
        if (pending.isEmpty()) {
            return kept;
        }
        // The store may have counted some of them already, which this log has not heard yet.
        List<FleetEvent> there = store.events(filter, pending.get(0).id() - 1, REMEMBERED);
        Set<FleetEvent> counted = Set.copyOf(there);
        long knownUpTo = there.size() < REMEMBERED
                ? Long.MAX_VALUE
                : there.get(REMEMBERED - 1).id();
        return kept
                + pending.stream()
                        .filter(event -> event.id() <= knownUpTo && !counted.contains(event))
                        .count();
    }

    /** How many events of that type there were since this log was opened. */
    public long appended(EventType type) {
        return appended.get(type.ordinal());
    }

    /** Whether there is an event that no store has yet. */
    public boolean hasUnsaved() {
        synchronized (lock) {
            return !unsaved.isEmpty();
        }
    }

    /** The events no store has yet, oldest first. */
    public List<FleetEvent> unsaved() {
        synchronized (lock) {
            return new ArrayList<>(unsaved.values());
        }
    }

    /** Tells the log that a store has {@code events}. */
    public void saved(List<FleetEvent> events) {
        synchronized (lock) {
            events.forEach(event -> unsaved.remove(event.id()));
        }
    }

    /** Reserves more numbers when half of them are used up; writes to the store. */
    public void replenish() {
        synchronized (lock) {
            if (reservedUpTo - nextId >= block / 2) {
                return;
            }
        }
        long first = store.reserveEventIds(block);
        synchronized (lock) {
            if (first != reservedUpTo + 1) {
                nextId = first; // somebody else took the numbers between
            }
            reservedUpTo = first + block - 1;
        }
    }

    /**
     * Calls {@code signal} after each event, on the thread that appended it: it must return at once and not throw.
     *
     * @return ends it
     */
    public Runnable follow(Runnable signal) {
        followers.add(signal);
        return () -> followers.remove(signal);
    }
}
