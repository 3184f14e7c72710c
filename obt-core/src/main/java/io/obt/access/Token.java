package io.obt.access;

import static java.util.Objects.requireNonNull;

import io.obt.client.ClientId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token as a server knows it: everything but the secret.
 *
 * @param sha256 the SHA-256 of its {@link Secret}, in 64 hex digits
 * @param name what people call it, 1 to 64 characters; of an agent's credential the client id
 * @param clientId the client an agent's credential is for; null for every other role
 * @param expiresAt when it stops working; null for never
 * @param usesLeft how many more agents may join by it; null when it is no {@link Role#JOIN}
 * @param madeFrom the id of the token that was exchanged for it and ends it when it is revoked; null when there is none
 */
public record Token(
        String sha256,
        String name,
        Role role,
        @Nullable ClientId clientId,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Integer usesLeft,
        @Nullable String madeFrom) {
    private static final int MAX_NAME = 64;
    private static final int ID_LENGTH = 12;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if these do not make a token */
    public Token {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("A SHA-256 is 64 hex digits");
        }
        checkName(name);
        if (role == Role.PUBLIC) {
            throw new IllegalArgumentException("What everybody may do needs no token");
        }
        if ((role == Role.AGENT) != (clientId != null)) {
            throw new IllegalArgumentException("An agent's credential names its client, and no other token does");
        }
        if ((role == Role.JOIN) != (usesLeft != null) || usesLeft != null && usesLeft < 0) {
            throw new IllegalArgumentException("A join token has a number of uses left, and no other token does");
        }
        requireNonNull(createdAt, "createdAt");
    }

    static void checkName(String name) {
        if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A token's name has 1 to " + MAX_NAME + " characters, none of control");
        }
    }

    /** What it is called where it is listed and revoked: the first {@value #ID_LENGTH} digits of its hash. */
    public String id() {
        return idOf(sha256);
    }

    static String idOf(String sha256) {
        return sha256.substring(0, ID_LENGTH);
    }

    /** Whether its time is not over yet. */
    public boolean isValidAt(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    /** Whether it is good for anything new: every token but one that agents have joined by as often as they may. */
    public boolean hasUsesLeft() {
        return usesLeft == null || usesLeft > 0;
    }

    // In constant time: how much of a guess was right is nobody's business.
    boolean hasHash(String other) {
        return MessageDigest.isEqual(
                sha256.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    Token usedOnce() {
        int left = requireNonNull(usesLeft, "usesLeft");
        return new Token(sha256, name, role, clientId, createdAt, expiresAt, left - 1, madeFrom);
    }
}
