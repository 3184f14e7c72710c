package io.obt.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fleet in numbers: the answer of {@code GET /api/v1/fleet}.
 *
 * @param disk absent when no client reports it
 * @param contactLost present while many clients are out of contact at once and none is declared gone
 */
public record FleetMessage(
        Clients clients,
        Models models,
        Operations operations,
        @Nullable Disk disk,
        Store store,
        @Nullable ContactLost contactLost,
        Server server) {
    /** Clients by status. */
    public record Clients(int total, int online, int degraded, int stale, int offline, int left) {}

    /**
     * Models by name, and their copies.
     *
     * @param distinct names
     * @param installed local copies on all clients
     * @param loaded copies in memory
     * @param drifting names with different digests
     */
    public record Models(int distinct, int installed, int loaded, int drifting, long installedBytes) {}

    /** Operations under way. */
    public record Operations(int running) {}

    /** The disks that hold models, all together. */
    public record Disk(long totalBytes, long freeBytes) {}

    /**
     * Where the fleet is kept, and whether it can be now.
     *
     * @param detail why it cannot, in the store's own words
     * @param since when that began
     */
    public record Store(
            String kind,
            boolean available,
            @Nullable String detail,
            @Nullable Instant since) {}

    /** An outage in progress. */
    public record ContactLost(Instant since, int clients) {}

    /**
     * The server that answers.
     *
     * @param demo whether what it shows is simulated
     * @param insecure whether anyone who reaches it over the network can use it
     */
    public record Server(
            String version,
            Instant startedAt,
            Instant serverTime,
            boolean demo,
            boolean insecure,
            long heartbeatIntervalMillis,
            long leaseMillis) {}
}
