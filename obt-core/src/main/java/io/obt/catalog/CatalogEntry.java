package io.obt.catalog;

import static java.util.stream.Collectors.groupingBy;

import io.obt.client.ClientId;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who has one model, installed or loaded. Guarded by itself; does nothing slow while it is held. */
final class CatalogEntry {
    // The rest of each order is there so that it is always the same.
    private static final Comparator<Variant> BY_CLIENTS = Comparator.comparingInt(Variant::clientCount)
            .reversed()
            .thenComparing(variant -> variant.descriptor().toString());
    private static final Comparator<Map.Entry<ModelDescriptor, Set<ClientId>>> BY_COPIES =
            Comparator.<Map.Entry<ModelDescriptor, Set<ClientId>>>comparingInt(
                            copies -> copies.getValue().size())
                    .reversed()
                    .thenComparing(copies -> copies.getKey().toString());

    private final ModelName name;
    private final Map<ModelDescriptor, Set<ClientId>> installed = new HashMap<>();
    private final Set<ClientId> loaded = new TreeSet<>();
    // What is installed, as it is shown; null when it changed since somebody looked.
    private @Nullable List<Variant> variants;

    CatalogEntry(ModelName name) {
        this.name = name;
    }

    synchronized void install(ClientId client, ModelDescriptor descriptor) {
        variants = null;
        installed.computeIfAbsent(descriptor, key -> new TreeSet<>()).add(client);
    }

    synchronized void remove(ClientId client, ModelDescriptor descriptor) {
        variants = null;
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
        int onlineCount = 0;
        for (Set<ClientId> clients : installed.values()) {
            for (ClientId client : clients) {
                onlineCount += online.test(client) ? 1 : 0;
            }
        }
        return seen(onlineCount);
    }

    /** As if nobody were online, so that no client is looked at. */
    synchronized CatalogModel seen() {
        return seen(0);
    }

    private CatalogModel seen(int onlineCount) {
        if (variants == null) {
            variants = variants();
        }
        int clientCount = variants.stream().mapToInt(Variant::clientCount).sum();
        return new CatalogModel(name, clientCount, onlineCount, loaded.size(), variants);
    }

    private List<Variant> variants() {
        Map<Bytes, List<Map.Entry<ModelDescriptor, Set<ClientId>>>> alike =
                installed.entrySet().stream().collect(groupingBy(copies -> Bytes.of(copies.getKey())));
        return alike.values().stream()
                .map(CatalogEntry::variant)
                .sorted(BY_CLIENTS)
                .toList();
    }

    /** The same model described in several ways: the way that most clients have speaks for it. */
    private static Variant variant(List<Map.Entry<ModelDescriptor, Set<ClientId>>> alike) {
        Set<ClientId> clients = alike.get(0).getValue();
        if (alike.size() > 1) {
            clients = new TreeSet<>();
            for (Map.Entry<ModelDescriptor, Set<ClientId>> copies : alike) {
                clients.addAll(copies.getValue());
            }
        }
        ModelDescriptor usual =
                alike.stream().min(BY_COPIES).map(Map.Entry::getKey).orElseThrow();
        return new Variant(
                usual,
                clients.size(),
                clients.stream().limit(Variant.NAMED_CLIENTS).toList());
    }

    // What tells two models apart. The rest describes them, and an older Ollama tells less of the same model.
    private record Bytes(
            @Nullable String digest,
            @Nullable Long sizeBytes,
            @Nullable String remoteHost) {
        static Bytes of(ModelDescriptor descriptor) {
            return new Bytes(descriptor.digest(), descriptor.sizeBytes(), descriptor.remoteHost());
        }
    }
}
