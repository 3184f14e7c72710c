package io.obt.catalog;

import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.model.InstalledModel;
import io.obt.model.LoadedModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fleet's models by name, kept up to date by what changed on a client and never rebuilt by scanning.
 *
 * <p>Thread-safe; changes of one client must come in their order, which the registry's update of that client ensures.
 */
public final class ModelCatalog {
    // Hashed and sorted when read: a sorted map of the JDK has no atomic compute.
    private final Map<ModelName, CatalogEntry> entries = new ConcurrentHashMap<>();

    /** Takes over what {@code after} has that {@code before} had not; {@code before} is null for a client just read. */
    public void update(@Nullable Client before, Client after) {
        if (before == null || before.inventory() != after.inventory()) {
            updateInstalled(
                    after.id(),
                    before == null ? List.of() : before.inventory().models(),
                    after.inventory().models());
        }
        if (before == null || before.loaded() != after.loaded()) {
            updateLoaded(after.id(), before == null ? List.of() : before.loaded(), after.loaded());
        }
    }

    /** Forgets what {@code gone} had. */
    public void remove(Client gone) {
        updateInstalled(gone.id(), gone.inventory().models(), List.of());
        updateLoaded(gone.id(), gone.loaded(), List.of());
    }

    private void updateInstalled(ClientId client, List<InstalledModel> before, List<InstalledModel> after) {
        Map<ModelName, ModelDescriptor> gone = new HashMap<>();
        before.forEach(model -> gone.put(model.name(), model.descriptor()));
        for (InstalledModel model : after) {
            ModelDescriptor known = gone.get(model.name());
            if (model.descriptor().equals(known)) {
                gone.remove(model.name());
            } else {
                change(model.name(), entry -> entry.install(client, model.descriptor()));
            }
        }
        gone.forEach((name, descriptor) -> change(name, entry -> entry.remove(client, descriptor)));
    }

    private void updateLoaded(ClientId client, List<LoadedModel> before, List<LoadedModel> after) {
        Set<ModelName> gone = new HashSet<>();
        before.forEach(model -> gone.add(model.name()));
        for (LoadedModel model : after) {
            if (!gone.remove(model.name())) {
                change(model.name(), entry -> entry.load(client));
            }
        }
        gone.forEach(name -> change(name, entry -> entry.unload(client)));
    }

    private void change(ModelName name, Consumer<CatalogEntry> change) {
        entries.compute(name, (key, known) -> {
            CatalogEntry entry = known == null ? new CatalogEntry(name) : known;
            change.accept(entry);
            return entry.isEmpty() ? null : entry;
        });
    }

    /** One model, if any client has it. */
    public Optional<CatalogModel> find(ModelName name, Predicate<ClientId> online) {
        return Optional.ofNullable(entries.get(name)).map(entry -> entry.seen(online));
    }

    /** All models by name, a moment's view; lazily, so that a page costs a page. */
    public Stream<CatalogModel> models(Predicate<ClientId> online) {
        return entries().map(entry -> entry.seen(online));
    }

    /** The same as if nobody were online, for whom that does not matter: it costs nothing for each copy. */
    public Stream<CatalogModel> models() {
        return entries().map(CatalogEntry::seen);
    }

    private Stream<CatalogEntry> entries() {
        return entries.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue);
    }

    /** Whether {@code client} has {@code name} on its disk. */
    public boolean isInstalled(ModelName name, ClientId client) {
        CatalogEntry entry = entries.get(name);
        return entry != null && entry.isInstalledOn(client);
    }
}
