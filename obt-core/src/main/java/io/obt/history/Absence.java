package io.obt.history;

import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.event.Pause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A time through which the server was not listening.
 *
 * @param to the first moment at which it did again
 */
record Absence(Instant from, Instant to, String reason) {
    /**
     * What the events one after the other tell of an absence that ended with {@code event}.
     *
     * <p>A start ends one that began with the last event before it, whatever that was: a server that ends says so, and of one
     * that was killed the next one says until when it is known to have listened, before it says that it started.
     */
    static Optional<Absence> between(FleetEvent before, FleetEvent event) {
        if (event.type() == EventType.SERVER_STARTED) {
            return of(before.at(), event.at(), before.type() == EventType.SERVER_STOPPED ? before : event);
        }
        return Pause.in(event).flatMap(pause -> of(event.at().minus(pause.length()), event.at(), event));
    }

    private static Optional<Absence> of(Instant from, Instant to, FleetEvent told) {
        return from.isBefore(to) ? Optional.of(new Absence(from, to, told.detail())) : Optional.empty();
    }

    /** The same times in order, each once: what overlaps belongs to the one that began first. */
    static List<Absence> disjoint(Collection<Absence> absences) {
        List<Absence> disjoint = new ArrayList<>();
        Instant end = Instant.MIN;
        for (Absence absence :
                absences.stream().sorted(Comparator.comparing(Absence::from)).toList()) {
            Instant from = absence.from.isBefore(end) ? end : absence.from;
            if (from.isBefore(absence.to)) {
                disjoint.add(new Absence(from, absence.to, absence.reason));
                end = absence.to;
            }
        }
        return disjoint;
    }
}
