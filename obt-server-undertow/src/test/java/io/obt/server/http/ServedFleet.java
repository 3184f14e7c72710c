package io.obt.server.http;

import io.obt.access.Access;
import io.obt.audit.AuditLog;
import io.obt.registry.Fleet;
import io.obt.server.metrics.Metrics;
import io.obt.server.security.Protection;
import io.obt.server.stream.EventStreams;
import io.obt.time.TimeSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/** What the API answers for in the tests of its own handlers, which ask nobody who they are. */
final class ServedFleet {
    private ServedFleet() {}

    static Served of(Fleet fleet, TimeSource time, HeavyReads reads) {
        return of(fleet, time, reads, new Overload(time, Duration.ofSeconds(10)));
    }

    static Served of(Fleet fleet, TimeSource time, HeavyReads reads, Overload overload) {
        return new Served(
                fleet,
                Access.open(fleet.store(), time, new SecureRandom()),
                new AuditLog(time, "x"),
                new EventStreams(fleet.events(), time),
                new Metrics("1"),
                new StoreCalls(),
                StoreCalls.forProbes(),
                StoreCalls.forLogs(),
                reads,
                overload,
                new MoveCalls(new NoMove()),
                Protection.NONE,
                new Served.Facts("1", Instant.EPOCH, false),
                time);
    }
}
