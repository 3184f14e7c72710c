package io.obt.registry;

import io.obt.client.ClientId;

/** Two agents keep taking one client id from each other; both are refused until only one claims it. */
public final class DisputedClientIdException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DisputedClientIdException(ClientId id, String addresses) {
        super("Two agents claim the client id '" + id + "' (" + addresses
                + "); give one of them another CLIENT_ID. The id is free again " + Disputes.WINDOW.toMinutes()
                + " min after only one claims it");
    }
}
