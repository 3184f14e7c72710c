package io.obt.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes spans of changes and absences: pure rules, without clock, map or store. */
final class Timeline {
    private final Instant from;
    private final Instant to;
    private final NavigableMap<Instant, Change> changes = new TreeMap<>();
    private final NavigableMap<Instant, Absence> absences = new TreeMap<>();

    /**
     * From {@code from} to {@code to}, which is now: what is dated later, because the clock was moved, counts as just now.
     *
     * @param changes in their order; one that is dated before the one before it counts as of the same moment
     */
    Timeline(Instant from, Instant to, List<Change> changes, Collection<Absence> absences) {
        this.from = from;
        this.to = to;
        Instant latest = to.minusNanos(1);
        Instant last = Instant.MIN;
        for (Change change : changes) {
            Instant at = change.at().isAfter(latest) ? latest : change.at();
            last = at.isBefore(last) ? last : at;
            this.changes.put(last, change);
        }
        Absence.disjoint(absences).forEach(absence -> this.absences.put(absence.from(), absence));
    }

    /** In order, without gap or overlap, from the beginning to the end; no two neighbours have one status. */
    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        Instant begin = from;
        for (Instant end : cuts().tailSet(from, false)) {
            add(spans, at(begin, end));
            begin = end;
        }
        return spans;
    }

    /** The newest of {@code spans}, at most {@code limit}: if there are more, the first says that nothing is known of before. */
    static List<Span> newest(List<Span> spans, int limit) {
        if (spans.size() <= limit) {
            return spans;
        }
        List<Span> newest = spans.subList(spans.size() - limit + 1, spans.size());
        List<Span> all = new ArrayList<>();
        all.add(new Span(PastStatus.UNKNOWN, spans.get(0).from(), newest.get(0).from(), null));
        newest.forEach(span -> add(all, span));
        return all;
    }

    private NavigableSet<Instant> cuts() {
        NavigableSet<Instant> cuts = new TreeSet<>(changes.keySet());
        absences.values().forEach(absence -> {
            cuts.add(absence.from());
            cuts.add(absence.to());
        });
        cuts.add(to);
        return cuts.headSet(to, true);
    }

    private Span at(Instant begin, Instant end) {
        Absence absence = valueOf(absences.floorEntry(begin));
        if (absence != null && begin.isBefore(absence.to())) {
            return new Span(PastStatus.NOT_LISTENING, begin, end, absence.reason());
        }
        Change change = valueOf(changes.floorEntry(begin));
        return change == null
                ? new Span(PastStatus.UNKNOWN, begin, end, null)
                : new Span(change.status(), begin, end, change.reason());
    }

    private static <T> @Nullable T valueOf(Map.@Nullable Entry<Instant, T> entry) {
        return entry == null ? null : entry.getValue();
    }

    private static void add(List<Span> spans, Span next) {
        Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null && last.status() == next.status()) {
            spans.set(spans.size() - 1, new Span(last.status(), last.from(), next.to(), last.reason()));
        } else {
            spans.add(next);
        }
    }
}
