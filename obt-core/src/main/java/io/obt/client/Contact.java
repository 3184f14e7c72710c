package io.obt.client;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * When and how a client was last heard: what every heartbeat renews and no store keeps.
 *
 * @param lastSeen by the server's wall clock, to be shown
 * @param sequence of the newest heartbeat taken in this registration; -1 before the first
 * @param decisive whether the next report decides alone between ONLINE and DEGRADED
 * @param badReports how many reports running found Ollama unavailable
 */
public record Contact(Lease lease, Instant lastSeen, long sequence, boolean decisive, int badReports, Usage usage) {
    public Contact {
        requireNonNull(lease, "lease");
        requireNonNull(lastSeen, "lastSeen");
        requireNonNull(usage, "usage");
    }

    /** The contact of a client that has just registered: its first report decides alone. */
    public static Contact fresh(Lease lease, Instant lastSeen) {
        return new Contact(lease, lastSeen, -1, true, 0, Usage.UNKNOWN);
    }

    /** The contact of a client read from a store: its lease begins now, its reports go on. */
    public static Contact restored(Lease lease, Instant lastSeen) {
        return new Contact(lease, lastSeen, -1, false, 0, Usage.UNKNOWN);
    }
}
