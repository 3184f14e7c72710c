package io.obt.store;

import io.obt.client.Client;
import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
import java.time.Instant;
import java.util.List;

/**
 * Where a fleet is kept. Every implementation passes {@code FleetStoreContract} and is thread-safe.
 *
 * <p>Any method may throw {@link StoreUnavailableException}.
 */
public interface FleetStore extends AutoCloseable {
    /** What kind of store this is, in a word people see: {@code memory}, {@code embedded}. */
    String kind();

    /** All clients, in no order. */
    List<Client> clients();

    /** Durable when it returns, all of it or nothing; the same changes may be written again. */
    void write(Changes changes);

    /**
     * Reserves the next {@code count} numbers for events, durably: no number is ever given out twice.
     *
     * @return the first of them
     */
    long reserveEventIds(int count);

    /** At most {@code limit} events that match, oldest first, numbered above {@code after}. */
    List<FleetEvent> events(EventFilter filter, long after, int limit);

    /** The newest {@code limit} events, oldest first. */
    List<FleetEvent> newestEvents(int limit);

    /** How many events match. */
    long countEvents(EventFilter filter);

    /** Forgets the events of before {@code limit}. */
    void removeEventsBefore(Instant limit);

    /** Returns if the store can keep something durably now. */
    void check();

    /** Writes what is pending and lets go of files and connections. Idempotent. */
    @Override
    void close();
}
