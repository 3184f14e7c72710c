package io.obt.server.http;

import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.overview.Attention;
import io.obt.protocol.AttentionMessage;
import io.obt.protocol.FleetMessage;
import io.obt.registry.Fleet;
import io.obt.registry.FleetCounts;
import io.obt.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The fleet and its server as a whole: the numbers, and whether the server lives and keeps. */
final class FleetHandlers {
    private static final int ATTENTION = 10;

    private final Fleet fleet;
    private final Served.Facts server;
    private final boolean open;
    private final StoreCalls probes;
    private final TimeSource time;

    FleetHandlers(Served served) {
        this.fleet = served.fleet();
        this.probes = served.probes();
        this.server = served.server();
        this.open = served.protection().open();
        this.time = served.time();
    }

    void fleet(Request request) {
        long now = time.nanos();
        FleetCounts counts = FleetCounts.of(fleet, now);
        request.send(
                200,
                new FleetMessage(
                        clients(counts),
                        models(counts),
                        new FleetMessage.Operations(0),
                        disk(fleet.registry().clients()),
                        store(),
                        fleet.brake()
                                .outage()
                                .map(outage -> new FleetMessage.ContactLost(outage.since(), outage.clients()))
                                .orElse(null),
                        new FleetMessage.Server(
                                server.version(),
                                server.startedAt(),
                                time.now(),
                                server.demo(),
                                open,
                                fleet.leases().interval().toMillis(),
                                fleet.leases().timeToLive().toMillis())));
    }

    // Made each time: the room on a disk changes with a heartbeat that changes nothing else.
    void attention(Request request) {
        int limit = Parameters.limit(request, ATTENTION);
        request.sendTagged(AttentionMessage.of(Attention.of(fleet, time.nanos()), limit));
    }

    private FleetMessage.Store store() {
        String kind = fleet.store().kind();
        return fleet.keeper()
                .outage()
                .map(outage -> new FleetMessage.Store(kind, false, outage.reason(), outage.since()))
                .orElseGet(() -> new FleetMessage.Store(kind, true, null, null));
    }

    private static FleetMessage.Clients clients(FleetCounts counts) {
        return new FleetMessage.Clients(
                counts.allClients(),
                counts.clients(ClientStatus.ONLINE),
                counts.clients(ClientStatus.DEGRADED),
                counts.clients(ClientStatus.STALE),
                counts.clients(ClientStatus.OFFLINE),
                counts.clients(ClientStatus.LEFT));
    }

    private static FleetMessage.Models models(FleetCounts counts) {
        return new FleetMessage.Models(
                counts.models(), (int) counts.copies(), (int) counts.loaded(), counts.drifting(), counts.copiesBytes());
    }

    private static FleetMessage.@Nullable Disk disk(Collection<ClientSnapshot> clients) {
        long total = 0;
        long free = 0;
        boolean known = false;
        for (ClientSnapshot client : clients) {
            Long size = client.client().hardware().diskBytes();
            Long left = client.contact().usage().diskFreeBytes();
            if (size != null && left != null) {
                known = true;
                total += size;
                free += left;
            }
        }
        return known ? new FleetMessage.Disk(total, free) : null;
    }

    void alive(Request request) {
        text(request, "alive\n");
    }

    /** Ready means: what is registered now is kept. */
    void ready(Request request) {
        probes.ask(
                request.exchange(),
                () -> {
                    fleet.store().check();
                    return "ready\n";
                },
                ready -> text(request, ready));
    }

    private static void text(Request request, String text) {
        request.send(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
