package io.obt.catalog;

import io.obt.client.ClientId;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Who has one model, installed or loaded. Guarded by itself; does nothing slow while it is held. */
final class CatalogEntry {
    private final ModelName name;
    private final Map<ModelDescriptor, Set<ClientId>> installed = new HashMap<>();
    private final Set<ClientId> loaded = new TreeSet<>();

    CatalogEntry(ModelName name) {
        this.name = name;
    }

    synchronized void install(ClientId client, ModelDescriptor descriptor) {
        installed.computeIfAbsent(descriptor, key -> new TreeSet<>()).add(client);
    }

    synchronized void remove(ClientId client, ModelDescriptor descriptor) {
        Set<ClientId> clients = installed.get(descriptor);
        if (clients != null && clients.remove(client) && clients.isEmpty()) {
            installed.remove(descriptor);
        }
    }

    synchronized void load(ClientId client) {
        loaded.add(client);
    }

    synchronized void unload(ClientId client) {
        loaded.remove(client);
    }

    synchronized boolean isEmpty() {
        return installed.isEmpty() && loaded.isEmpty();
    }

    synchronized boolean isInstalledOn(ClientId client) {
        return installed.values().stream().anyMatch(clients -> clients.contains(client));
    }

    synchronized CatalogModel seen(Predicate<ClientId> online) {
        List<Variant> variants = new ArrayList<>();
        int onlineCount = 0;
        for (Map.Entry<ModelDescriptor, Set<ClientId>> copy : installed.entrySet()) {
            Set<ClientId> clients = copy.getValue();
            variants.add(new Variant(
                    copy.getKey(),
                    clients.size(),
                    clients.stream().limit(Variant.NAMED_CLIENTS).toList()));
            onlineCount += (int) clients.stream().filter(online).count();
        }
        variants.sort(Comparator.comparingInt(Variant::clientCount)
                .reversed()
                .thenComparing(variant -> String.valueOf(variant.descriptor().digest())));
        int clientCount = variants.stream().mapToInt(Variant::clientCount).sum();
        return new CatalogModel(name, clientCount, onlineCount, loaded.size(), variants);
    }
}
