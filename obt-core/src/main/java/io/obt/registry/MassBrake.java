package io.obt.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Doubts that many clients died at once: it is probably the network.
 *
 * <p>Holds when more than {@code max(5, 15 %)} of the live clients are on their way to expire, until contact is back or
 * {@code min(10 min, 10 leases)} are over. Thread-safe for reading; stepped by the sweep alone.
 */
public final class MassBrake {
    private static final int ALWAYS_BELIEVED = 5;
    private static final int BELIEVED_PERCENT = 15;
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(10);

    private volatile @Nullable Outage outage;

    /**
     * An outage in progress.
     *
     * @param clients how many were out of contact when it was noticed
     */
    public record Outage(String groupId, Instant since, long sinceNanos, int clients) {}

    /** What a step decided: {@code begun} is set when it noticed an outage, {@code ended} when it ended one. */
    record Step(boolean holds, Optional<Outage> begun, Optional<Outage> ended) {}

    /** The outage in progress, if there is one. */
    public Optional<Outage> outage() {
        return Optional.ofNullable(outage);
    }

    /**
     * Decides whether clients may be declared gone now.
     *
     * @param live clients not declared gone
     * @param doubtful those of them that are out of contact
     * @param anyOver whether the lease of any is over
     */
    Step step(int live, int doubtful, boolean anyOver, Duration lease, Now now) {
        boolean many = doubtful > Math.max(ALWAYS_BELIEVED, live * BELIEVED_PERCENT / 100.0);
        Outage known = outage;
        if (known == null) {
            if (!many || !anyOver) {
                return new Step(false, Optional.empty(), Optional.empty());
            }
            Outage begun = new Outage("outage-" + now.wall().toEpochMilli(), now.wall(), now.nanos(), doubtful);
            outage = begun;
            return new Step(true, Optional.of(begun), Optional.empty());
        }
        Duration tenLeases = lease.multipliedBy(10);
        Duration longest = tenLeases.compareTo(LONGEST_HOLD) < 0 ? tenLeases : LONGEST_HOLD;
        boolean overdue = now.nanos() - known.sinceNanos() > longest.toNanos();
        // While nobody may be blamed (a pause, a store that refuses) it goes on, so that it stays one outage.
        if (many && !(overdue && anyOver)) {
            return new Step(true, Optional.empty(), Optional.empty());
        }
        outage = null;
        return new Step(false, Optional.empty(), Optional.of(known));
    }

    /** One reading of both clocks. */
    record Now(long nanos, Instant wall) {}
}
