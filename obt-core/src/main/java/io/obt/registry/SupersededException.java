package io.obt.registry;

import io.obt.client.ClientId;

/** Another agent has taken over the client id; this one stops reporting. */
public final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param id what the other agent has */
    public SupersededException(ClientId id) {
        super("Another agent has registered as '" + id + "'; stop one of the two or give it another client id");
    }
}
