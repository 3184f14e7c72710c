package io.obt.registry;

import io.obt.catalog.ModelCatalog;
import io.obt.client.Client;
import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.event.EventLog;
import io.obt.event.EventType;
import io.obt.model.InventoryDifference;
import io.obt.model.LoadedModel;
import io.obt.model.ModelName;
import io.obt.time.TimeSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells catalog and event log what became of a client; called inside the client's own update, so in its order. */
final class Transitions {
    private static final String FLAPS = "Changed its state " + Flapping.TRANSITIONS + " times within "
            + Flapping.WINDOW.toMinutes() + " min; it flaps until it has been quiet for as long";

    private final ModelCatalog catalog;
    private final EventLog events;
    private final Flapping flapping;
    private final TimeSource time;

    Transitions(ModelCatalog catalog, EventLog events, Flapping flapping, TimeSource time) {
        this.catalog = catalog;
        this.events = events;
        this.flapping = flapping;
        this.time = time;
    }

    void tell(Client before, Client after, Optional<String> groupId) {
        if (before == after) {
            return;
        }
        catalog.update(before, after);
        tellCondition(before.condition(), after, groupId);
        // What a client has when it is first seen did not happen now.
        if (before.inventory().isKnown()) {
            tellInventory(before, after);
            tellLoaded(before, after);
        }
    }

    void tellForgotten(Client client) {
        catalog.remove(client);
        flapping.forget(client.id());
        events.append(EventType.CLIENT_FORGOTTEN, client.id(), null, "Forgotten, with its models and labels");
    }

    private void tellCondition(Condition before, Client after, Optional<String> groupId) {
        Condition condition = after.condition();
        boolean firstReport = !before.reported() && condition.reported();
        if (condition.status() != before.status() || firstReport) {
            events.append(typeOf(condition.status()), after.id(), null, groupId.orElse(null), condition.reason());
            if (flapping.changed(after.id(), time.nanos())) {
                events.append(EventType.CLIENT_FLAPPING, after.id(), null, FLAPS);
            }
        }
    }

    private static EventType typeOf(ClientStatus status) {
        return switch (status) {
            case ONLINE -> EventType.CLIENT_ONLINE;
            case DEGRADED -> EventType.CLIENT_DEGRADED;
            case OFFLINE -> EventType.CLIENT_OFFLINE;
            case LEFT -> EventType.CLIENT_LEFT;
            case STALE -> throw new IllegalArgumentException("STALE is computed on read, never an event");
        };
    }

    private void tellInventory(Client before, Client after) {
        if (before.inventory() == after.inventory()) {
            return;
        }
        InventoryDifference difference = InventoryDifference.between(before.inventory(), after.inventory());
        tellModels(EventType.MODEL_INSTALLED, after, difference.installed(), "was installed");
        tellModels(EventType.MODEL_REMOVED, after, difference.removed(), "was removed");
        tellModels(EventType.MODEL_CHANGED, after, difference.changed(), "was replaced by another version");
    }

    private void tellLoaded(Client before, Client after) {
        if (before.loaded() == after.loaded()) {
            return;
        }
        Set<ModelName> known = names(before.loaded());
        Set<ModelName> now = names(after.loaded());
        Set<ModelName> loaded = new HashSet<>(now);
        loaded.removeAll(known);
        Set<ModelName> unloaded = new HashSet<>(known);
        unloaded.removeAll(now);
        tellModels(EventType.MODEL_LOADED, after, loaded.stream().sorted().toList(), "was loaded into memory");
        tellModels(EventType.MODEL_UNLOADED, after, unloaded.stream().sorted().toList(), "was unloaded");
    }

    private void tellModels(EventType type, Client client, List<ModelName> names, String what) {
        names.forEach(name -> events.append(type, client.id(), name, name + " " + what));
    }

    private static Set<ModelName> names(List<LoadedModel> loaded) {
        return loaded.stream().map(LoadedModel::name).collect(Collectors.toSet());
    }
}
