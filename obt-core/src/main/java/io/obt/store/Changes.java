package io.obt.store;

import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.event.FleetEvent;
import java.util.List;

/**
 * What a store is to keep in one go: clients that replace what it has of them, events that are new, and the clients it
 * is to forget; of a client it does not have, forgetting is harmless.
 */
public record Changes(List<Client> clients, List<FleetEvent> events, List<ClientId> forgotten) {
    public static final Changes NONE = new Changes(List.of(), List.of());

    /** @throws IllegalArgumentException if a client is to be kept and forgotten */
    public Changes {
        clients = List.copyOf(clients);
        events = List.copyOf(events);
        forgotten = List.copyOf(forgotten);
        for (ClientId id : forgotten) {
            if (clients.stream().anyMatch(client -> client.id().equals(id))) {
                throw new IllegalArgumentException("The client '" + id + "' cannot be kept and forgotten in one go");
            }
        }
    }

    public Changes(List<Client> clients, List<FleetEvent> events) {
        this(clients, events, List.of());
    }

    public static Changes of(Client client) {
        return new Changes(List.of(client), List.of());
    }

    public static Changes forgetting(ClientId id) {
        return new Changes(List.of(), List.of(), List.of(id));
    }

    public boolean isEmpty() {
        return clients.isEmpty() && events.isEmpty() && forgotten.isEmpty();
    }
}
