package io.obt.server.http;

import static java.util.Objects.requireNonNull;

import io.obt.access.Access;
import io.obt.access.Secret;
import io.obt.access.Token;
import io.obt.access.TokenRequest;
import io.obt.client.ClientId;
import io.obt.protocol.CredentialRequest;
import io.obt.protocol.NewTokenRequest;
import io.obt.protocol.Page;
import io.obt.protocol.TokenMessage;
import io.obt.server.security.Guard;
import io.obt.server.traffic.Passage;
import java.util.List;

/** Tokens, for those who hand them out; and the one an agent makes for itself when it joins. */
final class TokenHandlers {
    private final Access access;
    private final Guard guard;
    private final StoreCalls store;

    TokenHandlers(Access access, Guard guard, StoreCalls store) {
        this.access = access;
        this.guard = guard;
        this.store = store;
    }

    void list(Request request) {
        List<TokenMessage> tokens =
                access.tokens().stream().map(TokenMessage::of).toList();
        request.send(200, new Page<>(tokens, tokens.size(), null));
    }

    void create(Request request) {
        guard.checkTokensMatter();
        request.body(NewTokenRequest.class, body -> {
            TokenRequest wanted = body.toRequest();
            Passage.of(request.exchange()).isAbout(wanted.name());
            store.ask(
                    request.exchange(),
                    () -> access.issue(wanted),
                    issued -> request.send(200, TokenMessage.of(issued)));
        });
    }

    void revoke(Request request) {
        guard.checkTokensMatter();
        String id = request.path("tokenId");
        store.ask(request.exchange(), () -> access.revoke(id), revoked -> {
            if (revoked.isEmpty()) {
                throw new NotFoundException(
                        "There is no token '" + Secret.hiddenIn(id) + "'; GET /api/v1/tokens lists those there are");
            }
            Passage.of(request.exchange()).isAbout(revoked.get().name());
            request.sendNothing();
        });
    }

    void join(Request request) {
        guard.checkTokensMatter();
        ClientId id = Parameters.clientId(request);
        Token joinToken = requireNonNull(request.caller().token(), "where tokens matter, one was shown");
        request.body(
                CredentialRequest.class,
                body -> store.ask(
                        request.exchange(),
                        () -> access.join(id, body.secret(), joinToken),
                        joined -> request.sendNothing()));
    }
}
