package io.obt.server.store;

import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
import io.obt.store.FleetStore;
import io.obt.store.StoreUnavailableException;
import io.obt.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;

/** Finds events in the map that holds them as JSON by number; has no more of them in memory at once than it gives. */
final class StoredEvents {
    private final MVMap<Long, byte[]> events;
    private final DocumentReader documents;
    private final TimeSource time;
    private final long endNanos;

    /** @param time by which no search goes on for longer than its caller waits; interrupting it would close the file */
    StoredEvents(MVMap<Long, byte[]> events, DocumentReader documents, TimeSource time) {
        this.time = time;
        this.endNanos = time.nanos() + FleetStore.PATIENCE.toNanos();
        this.events = events;
        this.documents = documents;
    }

    List<FleetEvent> find(EventFilter filter, long after, int limit) {
        return matching(filter, after).limit(limit).toList();
    }

    /** The youngest first. */
    List<FleetEvent> findBefore(EventFilter filter, long before, int limit) {
        List<FleetEvent> found = new ArrayList<>();
        for (Long id = events.lowerKey(before); id != null && found.size() < limit; id = events.lowerKey(id)) {
            byte[] json = events.get(id);
            if (json != null) {
                FleetEvent event = searched(id, json);
                if (filter.matches(event)) {
                    found.add(event);
                }
            }
        }
        return found;
    }

    List<FleetEvent> newest(int limit) {
        Long first = events.getKey(Math.max(0, events.sizeAsLong() - limit));
        return first == null ? List.of() : find(EventFilter.ALL, first - 1, limit);
    }

    long count(EventFilter filter) {
        return filter.equals(EventFilter.ALL)
                ? events.sizeAsLong()
                : matching(filter, 0).count();
    }

    private Stream<FleetEvent> matching(EventFilter filter, long after) {
        Long first = events.higherKey(after);
        if (first == null) {
            return Stream.empty();
        }
        Spliterator<Long> ids = Spliterators.spliteratorUnknownSize(
                events.keyIterator(first), Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(ids, false)
                .mapMulti((Long id, Consumer<FleetEvent> found) -> {
                    byte[] json = events.get(id);
                    if (json != null) { // else it was forgotten meanwhile
                        found.accept(searched(id, json));
                    }
                })
                .filter(filter::matches);
    }

    private FleetEvent searched(long id, byte[] json) {
        if (time.nanos() - endNanos > 0) {
            throw new StoreUnavailableException(
                    "the events were not searched within " + FleetStore.PATIENCE.toSeconds() + " s");
        }
        return documents.event(id, json);
    }

    List<Long> idsBefore(Instant limit) {
        List<Long> old = new ArrayList<>();
        for (Iterator<Long> ids = events.keyIterator(0L); ids.hasNext(); ) {
            Long id = ids.next();
            byte[] json = events.get(id);
            // Numbers and times rise together, so the first that is young enough ends the search.
            if (json != null && !documents.event(id, json).at().isBefore(limit)) {
                break;
            }
            old.add(id);
        }
        return old;
    }
}
