package io.obt.server.http;

import io.obt.catalog.CatalogModel;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.protocol.FleetMessage;
import io.obt.registry.Fleet;
import io.obt.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fleet and its server as a whole: the numbers, and whether the server lives and keeps. */
final class FleetHandlers {
    private final Fleet fleet;
    private final ServerFacts server;
    private final StoreCalls probes;
    private final TimeSource time;

    FleetHandlers(Fleet fleet, ServerFacts server, StoreCalls probes, TimeSource time) {
        this.fleet = fleet;
        this.probes = probes;
        this.server = server;
        this.time = time;
    }

    /** What a server says of itself. */
    record ServerFacts(String version, Instant startedAt, boolean demo) {}

    void fleet(Request request) {
        long now = time.nanos();
        Collection<ClientSnapshot> clients = fleet.registry().clients();
        request.send(
                200,
                new FleetMessage(
                        clients(clients, now),
                        models(),
                        new FleetMessage.Operations(0),
                        disk(clients),
                        store(),
                        fleet.brake()
                                .outage()
                                .map(outage -> new FleetMessage.ContactLost(outage.since(), outage.clients()))
                                .orElse(null),
                        new FleetMessage.Server(
                                server.version,
                                server.startedAt,
                                time.now(),
                                server.demo,
                                fleet.leases().interval().toMillis(),
                                fleet.leases().timeToLive().toMillis())));
    }

    private FleetMessage.Store store() {
        String kind = fleet.store().kind();
        return fleet.keeper()
                .outage()
                .map(outage -> new FleetMessage.Store(kind, false, outage.reason(), outage.since()))
                .orElseGet(() -> new FleetMessage.Store(kind, true, null, null));
    }

    private static FleetMessage.Clients clients(Collection<ClientSnapshot> clients, long now) {
        Map<ClientStatus, Integer> counts = new EnumMap<>(ClientStatus.class);
        clients.forEach(client -> counts.merge(client.status(now), 1, Integer::sum));
        return new FleetMessage.Clients(
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                counts.getOrDefault(ClientStatus.ONLINE, 0),
                counts.getOrDefault(ClientStatus.DEGRADED, 0),
                counts.getOrDefault(ClientStatus.STALE, 0),
                counts.getOrDefault(ClientStatus.OFFLINE, 0),
                counts.getOrDefault(ClientStatus.LEFT, 0));
    }

    private FleetMessage.Models models() {
        List<CatalogModel> models = fleet.catalog().models(id -> false).toList();
        return new FleetMessage.Models(
                models.size(),
                models.stream().mapToInt(CatalogModel::copies).sum(),
                models.stream().mapToInt(CatalogModel::loadedCount).sum(),
                (int) models.stream().filter(CatalogModel::drifts).count(),
                models.stream().mapToLong(CatalogModel::copiesBytes).sum());
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
