package io.obt.server;

import io.obt.access.Access;
import io.obt.access.Secret;
import io.obt.audit.AuditLog;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.history.Recollection;
import io.obt.registry.Fleet;
import io.obt.registry.Keeper;
import io.obt.registry.StoreOutage;
import io.obt.registry.Sweeper;
import io.obt.server.http.Api;
import io.obt.server.http.HeavyReads;
import io.obt.server.http.MoveCalls;
import io.obt.server.http.Overload;
import io.obt.server.http.Served;
import io.obt.server.http.StoreCalls;
import io.obt.server.metrics.Metrics;
import io.obt.server.security.TokenFiles;
import io.obt.server.security.TokenFiles.TokenFile;
import io.obt.server.store.FleetExport;
import io.obt.server.store.FleetFileCounts;
import io.obt.server.stream.EventStreams;
import io.obt.store.FleetStore;
import io.obt.store.StoreUnavailableException;
import io.obt.time.Loop;
import io.obt.time.TimeSource;
import io.undertow.server.HttpHandler;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fleet that was opened, what answers for it, and the loops that keep it going. */
final class FleetAtWork implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FleetAtWork.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration RETENTION_RHYTHM = Duration.ofHours(1);

    private final Fleet fleet;
    private final Access access;
    private final AuditLog audit;
    private final List<TokenFile> tokenFiles;
    private final TimeSource time;
    private final StoreCalls storeCalls = new StoreCalls();
    private final StoreCalls probes = StoreCalls.forProbes();
    private final StoreCalls logs = StoreCalls.forLogs();
    private final HeavyReads reads = new HeavyReads();
    private final Overload overload;
    private final EventStreams streams;
    private final HttpHandler api;
    private final Runnable unshow;
    private final Loop sweeping;
    private final Loop recollecting;
    private final Loop flushing;
    private final Loop forgetting;
    private final Loop auditing;
    private final Runnable telling;

    /** @param startedAt when the server started, which may be long before its store could be opened */
    private FleetAtWork(
            Fleet fleet,
            ServerSettings settings,
            MoveCalls moves,
            Metrics metrics,
            AuditLog audit,
            TimeSource time,
            Instant startedAt) {
        this.fleet = fleet;
        this.time = time;
        access = Access.open(fleet.store(), time, new SecureRandom());
        this.audit = audit;
        audit.keepIn(fleet.store());
        tokenFiles = settings.protection().tokens() ? TokenFiles.ensure(access, settings.dataDirectory()) : List.of();
        overload = new Overload(TimeSource.system(), fleet.leases().interval());
        streams = new EventStreams(fleet.events(), time);
        unshow = metrics.show(fleet, streams::readers, time);
        api = Api.of(new Served(
                fleet,
                access,
                audit,
                streams,
                metrics,
                storeCalls,
                probes,
                logs,
                reads,
                overload,
                moves,
                settings.protection(),
                new Served.Facts(ObtServer.VERSION, startedAt, settings.demo()),
                time));
        tellMissedEnd();
        fleet.events().append(EventType.SERVER_STARTED, null, null, "Server " + ObtServer.VERSION + " started");
        sweeping = Loop.every(Sweeper.RHYTHM, PATIENCE, "obt-sweep", this::sweep);
        Recollection recollection = new Recollection(fleet.history(), fleet.events());
        recollecting = Loop.until(Recollection.RHYTHM, PATIENCE, "obt-history", recollection::step);
        flushing = Loop.every(Keeper.RHYTHM, PATIENCE, "obt-flush", fleet.keeper()::flush);
        // Nobody wants to read what is only simulated.
        telling = settings.demo()
                ? () -> {}
                : Loop.every(FleetDiary.RHYTHM, PATIENCE, "obt-diary", new FleetDiary(fleet.events())::step)::close;
        forgetting = Loop.every(
                RETENTION_RHYTHM,
                PATIENCE,
                "obt-retention",
                () -> forgetOld(time.now().minus(settings.eventRetention())));
        auditing = Loop.every(AuditLog.RHYTHM, PATIENCE, "obt-audit", this::flushAudit);
    }

    // A server that was killed could not say when it ended. The last that is known of before listened is told for it.
    private void tellMissedEnd() {
        FleetEvent last = fleet.events()
                .newestRemembered(EventFilter.ALL, Long.MAX_VALUE, 1)
                .flatMap(newest -> newest.stream().findFirst())
                .orElse(null);
        if (last == null || last.type() == EventType.SERVER_STOPPED) {
            return;
        }
        Instant heard = clients().stream()
                .map(Client::lastSeen)
                .max(Comparator.naturalOrder())
                .orElse(last.at());
        fleet.events()
                .appendLate(
                        EventType.SERVER_STOPPED,
                        heard,
                        "Server ended without saying so; this is the last time it is known to have listened");
    }

    private void sweep() {
        if (overload.hasShedHeartbeats()) {
            fleet.sweeper().notAllHeard();
        }
        fleet.sweeper().sweep();
    }

    private void flushAudit() {
        try {
            audit.flush();
        } catch (StoreUnavailableException e) {
            log.debug("Audit entries wait for the store", e); // the outage is told by the keeper
        }
    }

    private void forgetOld(Instant limit) {
        try {
            fleet.store().removeEventsBefore(limit);
            access.forgetExpired();
        } catch (StoreUnavailableException e) {
            log.warn("Events of before {} stay for another hour: {}", limit, e.getMessage());
        }
    }

    /** Opens the fleet and sets it to work; what was opened is closed again if that fails. */
    static FleetAtWork open(
            StoreOpener opener,
            ServerSettings settings,
            MoveCalls moves,
            Metrics metrics,
            AuditLog audit,
            TimeSource time,
            Instant startedAt) {
        FleetStore store = metrics.store().measured(opener.open(), time);
        try {
            Fleet fleet = Fleet.open(
                    store, settings.leases(), time, () -> UUID.randomUUID().toString());
            return new FleetAtWork(fleet, settings, moves, metrics, audit, time, startedAt);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Writes all of the fleet to {@code file}, what changed a moment ago included. */
    FleetFileCounts exportTo(Path file) throws IOException {
        fleet.keeper().flush();
        Optional<StoreOutage> outage = fleet.keeper().outage();
        if (outage.isPresent()) {
            throw new StoreUnavailableException(outage.get().reason());
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            return FleetExport.write(fleet.store(), time.now(), out);
        }
    }

    List<Client> clients() {
        return fleet.registry().clients().stream().map(ClientSnapshot::client).toList();
    }

    /** The tokens of who runs the server; none where nobody needs one. */
    List<TokenFile> tokenFiles() {
        return tokenFiles;
    }

    /** A credential for an agent in this process. */
    Secret admit(ClientId id) {
        return access.admit(id);
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
        logs.close();
        reads.close();
        overload.close();
        sweeping.close();
        recollecting.close();
        flushing.close();
        forgetting.close();
        auditing.close();
        flushAudit();
        telling.run();
        fleet.events().append(EventType.SERVER_STOPPED, null, null, "Server stopped");
        fleet.keeper().flush();
        fleet.store().close();
        unshow.run();
    }
}
