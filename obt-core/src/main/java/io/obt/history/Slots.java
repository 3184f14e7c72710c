package io.obt.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The last day in half hours of UTC, a letter each, oldest first; the last is the current one. */
public final class Slots {
    static final int COUNT = 48;
    static final Duration LENGTH = Duration.ofMinutes(30);

    private Slots() {}

    /** The number of the half hour that {@code time} lies in: another one when the letters move on. */
    public static long number(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), LENGTH.toSeconds());
    }

    /** When the first of the slots began whose last one {@code now} lies in. */
    static Instant from(Instant now) {
        return Instant.ofEpochSecond((number(now) - COUNT + 1) * LENGTH.toSeconds());
    }

    /**
     * The letters of {@code spans} that begin at {@code from}: each the worst the client was in; but N when the server was not
     * listening for more than half of the slot, or nothing else is known of it.
     */
    static String letters(Instant from, List<Span> spans) {
        PastStatus[] worst = new PastStatus[COUNT];
        Arrays.fill(worst, PastStatus.UNKNOWN);
        Duration[] absent = new Duration[COUNT];
        Arrays.fill(absent, Duration.ZERO);
        for (Span span : spans) {
            int last = slot(from, span.to().minusNanos(1));
            for (int i = slot(from, span.from()); i <= last; i++) {
                if (span.status().compareTo(worst[i]) < 0) {
                    worst[i] = span.status();
                }
                if (span.status() == PastStatus.NOT_LISTENING) {
                    absent[i] = absent[i].plus(shared(span, from.plus(LENGTH.multipliedBy(i))));
                }
            }
        }
        StringBuilder letters = new StringBuilder(COUNT);
        for (int i = 0; i < COUNT; i++) {
            boolean mostlyAbsent = absent[i].multipliedBy(2).compareTo(LENGTH) > 0;
            letters.append((mostlyAbsent ? PastStatus.NOT_LISTENING : worst[i]).letter());
        }
        return letters.toString();
    }

    private static int slot(Instant from, Instant time) {
        return (int) (number(time) - number(from));
    }

    private static Duration shared(Span span, Instant slot) {
        Instant end = slot.plus(LENGTH);
        return Duration.between(
                span.from().isBefore(slot) ? slot : span.from(), span.to().isBefore(end) ? span.to() : end);
    }
}
