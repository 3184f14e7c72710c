package io.obt.access;

import io.obt.client.ClientId;
import io.obt.time.TimeSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Hands out tokens and knows them again; the only writer of that knowledge. Thread-safe.
 *
 * <p>What changes a token is durable before it takes effect and before the call returns, so it may take as long as the store does,
 * and may throw what the store throws: nothing has changed then. Knowing a token touches memory only, and so works while the
 * store is away.
 *
 * <pre>{@code
 * Access access = Access.open(store, TimeSource.system(), new SecureRandom());
 * IssuedToken prometheus = access.issue(new TokenRequest("prometheus", Role.VIEWER, null, null));
 * access.known(prometheus.secret().text());   // its token
 * }</pre>
 */
public final class Access {
    /** How long a session lasts at most. */
    public static final Duration SESSION = Duration.ofHours(12);

    private static final int MOST_SESSIONS = 20;

    private final TokenStore store;
    private final TimeSource time;
    private final SecureRandom random;
    private final Map<String, Token> byHash = new ConcurrentHashMap<>();

    private Access(TokenStore store, TimeSource time, SecureRandom random) {
        this.store = store;
        this.time = time;
        this.random = random;
    }

    /** Reads the tokens there are. */
    public static Access open(TokenStore store, TimeSource time, SecureRandom random) {
        Access access = new Access(store, time, random);
        store.tokens().forEach(token -> access.byHash.put(token.sha256(), token));
        return access;
    }

    /** The token that {@code text} is the secret of; empty when there is none, or it does not work any more. */
    public Optional<Token> known(String text) {
        Secret secret = Secret.of(text).orElse(null);
        if (secret == null) {
            return Optional.empty();
        }
        String hash = secret.sha256();
        Token token = byHash.get(hash);
        return token != null && token.hasHash(hash) && token.isValidAt(time.now())
                ? Optional.of(token)
                : Optional.empty();
    }

    /** Whether {@code token}, which was known, still works: for what it opened and has no end of its own. */
    public boolean works(Token token) {
        Token current = byHash.get(token.sha256());
        return current != null && current.hasHash(token.sha256()) && current.isValidAt(time.now());
    }

    /** All tokens that work, sessions left out: the youngest first. */
    public List<Token> tokens() {
        Instant now = time.now();
        return byHash.values().stream()
                .filter(token -> token.madeFrom() == null && token.isValidAt(now) && token.hasUsesLeft())
                .sorted(Comparator.comparing(Token::createdAt).reversed().thenComparing(Token::id))
                .toList();
    }

    /** Makes a token. */
    public synchronized IssuedToken issue(TokenRequest request) {
        Duration validFor = request.validFor();
        Instant now = time.now();
        IssuedToken issued = random(request.name(), request.role(), now, validFor, request.uses(), null);
        change(List.of(issued.token()), List.of());
        return issued;
    }

    private IssuedToken random(
            String name,
            Role role,
            Instant now,
            @Nullable Duration validFor,
            @Nullable Integer uses,
            @Nullable String madeFrom) {
        Secret secret = Secret.random(role, random);
        Instant end = validFor == null ? null : now.plus(validFor);
        return new IssuedToken(new Token(secret.sha256(), name, role, null, now, end, uses, madeFrom), secret);
    }

    /**
     * Makes a token for a browser out of a person's: it can do as much, lasts {@link #SESSION} at most, and ends with the other. Of
     * more than {@value #MOST_SESSIONS} the oldest ends.
     *
     * @throws TokenEndedException if the person's does not work any more
     */
    public synchronized IssuedToken openSession(Token owner) {
        if (!works(owner)) {
            throw new TokenEndedException();
        }
        Instant now = time.now();
        Instant latest = owner.expiresAt();
        Duration validFor =
                latest == null || now.plus(SESSION).isBefore(latest) ? SESSION : Duration.between(now, latest);
        IssuedToken session = random(owner.name(), owner.role(), now, validFor, null, owner.id());
        List<Token> before = byHash.values().stream()
                .filter(token -> owner.id().equals(token.madeFrom()))
                .sorted(Comparator.comparing(Token::createdAt).reversed())
                .toList();
        change(List.of(session.token()), before.subList(Math.min(MOST_SESSIONS - 1, before.size()), before.size()));
        return session;
    }

    /**
     * Makes {@code credential} the one of client {@code id}, and counts one use of the join token. The same again changes nothing, so
     * that an agent that did not get the answer can ask once more.
     *
     * @param joinToken what the agent joins by
     * @throws CredentialHeldException if the client has another credential
     * @throws TokenEndedException if the join token does not work any more
     */
    public synchronized Token join(ClientId id, Secret credential, Token joinToken) {
        Token held = credentialOf(id).orElse(null);
        if (held != null && held.hasHash(credential.sha256())) {
            return held;
        }
        if (held != null) {
            throw new CredentialHeldException(id, held);
        }
        Token current = byHash.get(joinToken.sha256());
        if (current == null || !current.isValidAt(time.now()) || !current.hasUsesLeft()) {
            throw new TokenEndedException();
        }
        Token joined = credential(id, credential);
        change(List.of(joined, current.usedOnce()), List.of());
        return joined;
    }

    /** Gives the client {@code id} a new credential in the place of any other: for an agent in the server's own process. */
    public synchronized Secret admit(ClientId id) {
        Secret secret = Secret.random(Role.AGENT, random);
        change(List.of(credential(id, secret)), credentialOf(id).stream().toList());
        return secret;
    }

    private Token credential(ClientId id, Secret secret) {
        return new Token(secret.sha256(), id.value(), Role.AGENT, id, time.now(), null, null, null);
    }

    /** Whether the client {@code id} has a credential, and so an agent that proves itself. */
    public boolean hasCredential(ClientId id) {
        return credentialOf(id).isPresent();
    }

    private Optional<Token> credentialOf(ClientId id) {
        return byHash.values().stream()
                .filter(token -> id.equals(token.clientId()))
                .findFirst();
    }

    /**
     * Ends a token and the sessions made from it.
     *
     * @return it; empty if there is none of that id
     */
    public synchronized Optional<Token> revoke(String id) {
        Token token = byHash.values().stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElse(null);
        if (token == null) {
            return Optional.empty();
        }
        change(
                List.of(),
                byHash.values().stream()
                        .filter(other -> other == token || id.equals(other.madeFrom()))
                        .toList());
        return Optional.of(token);
    }

    /** Forgets tokens that have expired. To be called now and then; nothing depends on it but room. */
    public synchronized void forgetExpired() {
        Instant now = time.now();
        List<Token> expired = byHash.values().stream()
                .filter(token -> token.expiresAt() != null && !now.isBefore(token.expiresAt()))
                .toList();
        if (!expired.isEmpty()) {
            change(List.of(), expired);
        }
    }

    private void change(Collection<Token> kept, Collection<Token> forgotten) {
        store.changeTokens(kept, forgotten);
        forgotten.forEach(token -> byHash.remove(token.sha256()));
        kept.forEach(token -> byHash.put(token.sha256(), token));
    }
}
