package io.obt.registry;

import io.obt.client.ClientId;

/** The client is not gone, so it cannot be forgotten: its next heartbeat would only bring it back. */
public final class ClientAliveException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClientAliveException(ClientId id) {
        super("The client '" + id + "' is alive; stop its agent, and forget it when it is LEFT or OFFLINE");
    }
}
