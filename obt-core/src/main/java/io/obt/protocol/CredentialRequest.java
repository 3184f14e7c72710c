package io.obt.protocol;

import io.obt.access.Role;
import io.obt.access.Secret;

/**
 * A new agent says what it will prove itself by: the body of {@code PUT /api/v1/clients/{clientId}/credential}.
 *
 * @param credential 256 random bits that the agent made, as {@link Secret} writes them
 */
public record CredentialRequest(String credential) {
    public CredentialRequest {
        if (Secret.of(Fields.required("credential", credential))
                .filter(secret -> secret.isFor(Role.AGENT))
                .isEmpty()) {
            throw InvalidFieldException.wrong(
                    "/credential", "A credential is obt_agent_ and 256 random bits in 43 digits of URL-safe Base64");
        }
    }

    /** What the server keeps the hash of. */
    public Secret secret() {
        return Secret.of(credential).orElseThrow();
    }

    /** Without the credential. */
    @Override
    public String toString() {
        return "CredentialRequest[" + secret() + "]";
    }
}
