package io.obt.server.store;

import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
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

    StoredEvents(MVMap<Long, byte[]> events, DocumentReader documents) {
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
                FleetEvent event = documents.event(id, json);
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
                        found.accept(documents.event(id, json));
                    }
                })
                .filter(filter::matches);
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
