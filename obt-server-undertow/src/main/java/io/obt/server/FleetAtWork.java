package io.obt.server;

import io.obt.event.EventType;
import io.obt.registry.Fleet;
import io.obt.registry.Keeper;
import io.obt.registry.Sweeper;
import io.obt.server.http.Api;
import io.obt.server.http.StoreCalls;
import io.obt.server.stream.EventStreams;
import io.obt.store.FleetStore;
import io.obt.store.StoreUnavailableException;
import io.obt.time.Loop;
import io.obt.time.TimeSource;
import io.undertow.server.HttpHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fleet that was opened, what answers for it, and the loops that keep it going. */
final class FleetAtWork implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FleetAtWork.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration RETENTION_RHYTHM = Duration.ofHours(1);

    private final Fleet fleet;
    private final StoreCalls storeCalls = new StoreCalls();
    private final StoreCalls probes = StoreCalls.forProbes();
    private final EventStreams streams;
    private final HttpHandler api;
    private final Loop sweeping;
    private final Loop flushing;
    private final Loop forgetting;

    /** @param startedAt when the server started, which may be long before its store could be opened */
    private FleetAtWork(Fleet fleet, ServerSettings settings, TimeSource time, Instant startedAt) {
        this.fleet = fleet;
        streams = new EventStreams(fleet.events(), time);
        api = Api.of(fleet, storeCalls, probes, streams, time, ObtServer.VERSION, startedAt, settings.demo());
        fleet.events().append(EventType.SERVER_STARTED, null, null, "Server " + ObtServer.VERSION + " started");
        sweeping = Loop.every(Sweeper.RHYTHM, PATIENCE, "obt-sweep", fleet.sweeper()::sweep);
        flushing = Loop.every(Keeper.RHYTHM, PATIENCE, "obt-flush", fleet.keeper()::flush);
        forgetting = Loop.every(
                RETENTION_RHYTHM,
                PATIENCE,
                "obt-retention",
                () -> forgetEventsBefore(fleet.store(), time.now().minus(settings.eventRetention())));
    }

    private static void forgetEventsBefore(FleetStore store, Instant limit) {
        try {
            store.removeEventsBefore(limit);
        } catch (StoreUnavailableException e) {
            log.warn("Events of before {} stay for another hour: {}", limit, e.getMessage());
        }
    }

    /** Opens the fleet and sets it to work; what was opened is closed again if that fails. */
    static FleetAtWork open(StoreOpener opener, ServerSettings settings, TimeSource time, Instant startedAt) {
        FleetStore store = opener.open();
        try {
            Fleet fleet = Fleet.open(
                    store, settings.leases(), time, () -> UUID.randomUUID().toString());
            return new FleetAtWork(fleet, settings, time, startedAt);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    HttpHandler api() {
        return api;
    }

    /** Ends the streams, which would not end by themselves. */
    void endStreams() {
        streams.close();
    }

    /** Keeps what is not kept yet, and lets go of the store. */
    @Override
    public void close() {
        storeCalls.close();
        probes.close();
        sweeping.close();
        flushing.close();
        forgetting.close();
        fleet.events().append(EventType.SERVER_STOPPED, null, null, "Server stopped");
        fleet.keeper().flush();
        fleet.store().close();
    }
}
