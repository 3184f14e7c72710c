package io.obt.protocol;

import io.obt.access.IssuedToken;
import io.obt.access.Role;
import io.obt.access.Token;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token, for those who hand them out.
 *
 * @param id by which it is revoked
 * @param clientId of an agent's credential
 * @param expiresAt absent when it does not
 * @param usesLeft of a join token
 * @param secret the token itself: in the answer to its making, and never again
 */
public record TokenMessage(
        String id,
        String name,
        Role role,
        @Nullable String clientId,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Integer usesLeft,
        @Nullable String secret) {
    public static TokenMessage of(Token token) {
        return of(token, null);
    }

    /** With its secret. */
    public static TokenMessage of(IssuedToken issued) {
        return of(issued.token(), issued.secret().text());
    }

    private static TokenMessage of(Token token, @Nullable String secret) {
        return new TokenMessage(
                token.id(),
                token.name(),
                token.role(),
                token.clientId() == null ? null : token.clientId().value(),
                token.createdAt(),
                token.expiresAt(),
                token.usesLeft(),
                secret);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "TokenMessage[" + id + " " + name + " " + role + "]";
    }
}
