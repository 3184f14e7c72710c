package io.obt.server.store.mongo;

import io.obt.access.Role;
import io.obt.access.Token;
import io.obt.client.ClientId;
import java.time.Instant;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A token as a document of the collection {@code tokens}, by the hash of its secret; docs/storage.md shows one. */
final class TokenMapping {
    private static final Schema SCHEMA = Schema.first("tokens");

    private TokenMapping() {}

    static Document toDocument(Token token) {
        return new Fields()
                .with("_id", token.sha256())
                .with(Schema.FIELD, SCHEMA.version())
                .with("name", token.name())
                .with("role", token.role().name())
                .with(
                        "clientId",
                        token.clientId() == null ? null : token.clientId().value())
                .with("createdAt", token.createdAt().toString())
                .with(
                        "expiresAt",
                        token.expiresAt() == null ? null : token.expiresAt().toString())
                .with("usesLeft", token.usesLeft())
                .with("madeFrom", token.madeFrom())
                .document();
    }

    static Token toToken(Document document) {
        return SCHEMA.read(document, TokenMapping::token);
    }

    private static Token token(Stored stored) {
        String clientId = stored.textOrNull("clientId");
        Long usesLeft = stored.numberOrNull("usesLeft");
        return new Token(
                stored.text("_id"),
                stored.text("name"),
                Role.valueOf(stored.text("role")),
                clientId == null ? null : new ClientId(clientId),
                Instant.parse(stored.text("createdAt")),
                timeOrNull(stored.textOrNull("expiresAt")),
                usesLeft == null ? null : Math.toIntExact(usesLeft),
                stored.textOrNull("madeFrom"));
    }

    private static @Nullable Instant timeOrNull(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
