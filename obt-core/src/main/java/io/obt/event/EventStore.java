package io.obt.event;

import java.util.List;

/** What the {@link EventLog} needs of the store that keeps its events. Thread-safe; any method may find it unavailable. */
public interface EventStore {
    /**
     * Reserves the next {@code count} numbers for events, durably: no number is ever given out twice.
     *
     * @return the first of them
     */
    long reserveEventIds(long count);

    /** At most {@code limit} events that match, oldest first, numbered above {@code after}. */
    List<FleetEvent> events(EventFilter filter, long after, int limit);

    /** The newest {@code limit} events, oldest first. */
    List<FleetEvent> newestEvents(int limit);

    /** At most {@code limit} events that match, newest first, numbered below {@code before}. */
    List<FleetEvent> eventsBefore(EventFilter filter, long before, int limit);

    /** How many events match. */
    long countEvents(EventFilter filter);
}
