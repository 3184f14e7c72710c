package io.obt.registry;

import io.obt.catalog.CatalogModel;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A fleet in numbers, at one moment.
 *
 * @param clients how many there are of each status, also of those nobody has
 * @param models names in the catalog
 * @param copies of them on disks, cloud stubs not counted
 * @param copiesBytes what all copies take together
 * @param loaded copies in memory
 * @param drifting names under which clients have different bytes
 */
public record FleetCounts(
        Map<ClientStatus, Integer> clients, int models, long copies, long copiesBytes, long loaded, int drifting) {
    public FleetCounts {
        clients = Collections.unmodifiableMap(new EnumMap<>(clients));
    }

    /** Counts; visits each client and each model once. */
    public static FleetCounts of(Fleet fleet, long nowNanos) {
        Map<ClientStatus, Integer> clients = new EnumMap<>(ClientStatus.class);
        for (ClientStatus status : ClientStatus.values()) {
            clients.put(status, 0);
        }
        for (ClientSnapshot client : fleet.registry().clients()) {
            clients.merge(client.status(nowNanos), 1, Integer::sum);
        }
        List<CatalogModel> models = fleet.catalog().models().toList();
        return new FleetCounts(
                clients,
                models.size(),
                models.stream().mapToLong(CatalogModel::copies).sum(),
                models.stream().mapToLong(CatalogModel::copiesBytes).sum(),
                models.stream().mapToLong(CatalogModel::loadedCount).sum(),
                (int) models.stream().filter(CatalogModel::drifts).count());
    }

    /** All clients, whatever their status. */
    public int allClients() {
        return clients.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The clients of one status. */
    public int clients(ClientStatus status) {
        return clients.getOrDefault(status, 0);
    }
}
