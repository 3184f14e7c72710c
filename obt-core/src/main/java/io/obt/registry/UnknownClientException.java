package io.obt.registry;

import io.obt.client.ClientId;

/** There is no such client, or its registration has ended: it registers, then reports. */
public final class UnknownClientException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownClientException(ClientId id) {
        super("No client is registered as '" + id + "'; register before sending heartbeats");
    }
}
