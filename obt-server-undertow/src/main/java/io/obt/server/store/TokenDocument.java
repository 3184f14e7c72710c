package io.obt.server.store;

import static java.util.Objects.requireNonNull;

import io.obt.access.Role;
import io.obt.access.Token;
import io.obt.client.ClientId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token as it is kept in the embedded store and in an export: its hash, never the secret.
 *
 * <pre>{@code
 * {"schema":1,"sha256":"9f86…","name":"prometheus","role":"VIEWER","createdAt":"2026-08-01T10:00:00Z"}
 * }</pre>
 *
 * @param schema the version of this form; a newer one is refused
 */
record TokenDocument(
        int schema,
        String sha256,
        String name,
        Role role,
        @Nullable String clientId,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Integer usesLeft,
        @Nullable String madeFrom) {
    static final int SCHEMA = 1;

    TokenDocument {
        requireNonNull(sha256, "sha256");
        requireNonNull(name, "name");
        requireNonNull(role, "role");
        requireNonNull(createdAt, "createdAt");
    }

    static TokenDocument of(Token token) {
        return new TokenDocument(
                SCHEMA,
                token.sha256(),
                token.name(),
                token.role(),
                token.clientId() == null ? null : token.clientId().value(),
                token.createdAt(),
                token.expiresAt(),
                token.usesLeft(),
                token.madeFrom());
    }

    /** @throws IllegalArgumentException if it is no token */
    Token toToken() {
        return new Token(
                sha256,
                name,
                role,
                clientId == null ? null : new ClientId(clientId),
                createdAt,
                expiresAt,
                usesLeft,
                madeFrom);
    }
}
