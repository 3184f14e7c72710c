package io.obt.store;

import io.obt.client.Client;
import io.obt.event.FleetEvent;
import java.util.List;

/** What a store is to keep in one go: clients that replace what it has of them, and events that are new. */
public record Changes(List<Client> clients, List<FleetEvent> events) {
    public static final Changes NONE = new Changes(List.of(), List.of());

    public Changes {
        clients = List.copyOf(clients);
        events = List.copyOf(events);
    }

    public static Changes of(Client client) {
        return new Changes(List.of(client), List.of());
    }

    public boolean isEmpty() {
        return clients.isEmpty() && events.isEmpty();
    }
}
