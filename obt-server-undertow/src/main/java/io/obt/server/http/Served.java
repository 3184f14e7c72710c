package io.obt.server.http;

import io.obt.access.Access;
import io.obt.audit.AuditLog;
import io.obt.registry.Fleet;
import io.obt.server.metrics.Metrics;
import io.obt.server.security.Protection;
import io.obt.server.stream.EventStreams;
import io.obt.time.TimeSource;
import java.time.Instant;

/**
 * All that the API answers for, and by.
 *
 * @param store for calls that need the store
 * @param probes for those that ask whether it is there
 * @param logs for those that search the logs
 * @param reads for those that walk the whole fleet
 * @param overload knows when there is too much to do
 * @param moves for those that carry the whole fleet
 */
public record Served(
        Fleet fleet,
        Access access,
        AuditLog audit,
        EventStreams streams,
        Metrics metrics,
        StoreCalls store,
        StoreCalls probes,
        StoreCalls logs,
        HeavyReads reads,
        Overload overload,
        MoveCalls moves,
        Protection protection,
        Facts server,
        TimeSource time) {
    /**
     * What a server says of itself.
     *
     * @param demo whether what the fleet holds is simulated
     */
    public record Facts(String version, Instant startedAt, boolean demo) {}
}
