package io.obt.access;

import io.obt.client.ClientId;

/** A client that joins has a credential already: whoever has a join token shall not get another's client by it. */
public final class CredentialHeldException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CredentialHeldException(ClientId id, Token held) {
        super("The client '" + id + "' has a credential already; use that one, or revoke it (obt token revoke "
                + held.id() + ") and join again");
    }
}
