package io.obt.catalog;

import io.obt.client.ClientId;
import io.obt.model.ModelDescriptor;
import java.util.List;

/**
 * The clients that have the very same bytes under one name.
 *
 * @param clientCount how many have it
 * @param clients the first hundred of them, by id
 */
public record Variant(ModelDescriptor descriptor, int clientCount, List<ClientId> clients) {
    /** How many clients a variant names. */
    public static final int NAMED_CLIENTS = 100;

    public Variant {
        clients = List.copyOf(clients);
    }
}
