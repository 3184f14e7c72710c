package io.obt.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a new token shall be.
 *
 * @param role {@link Role#JOIN}, or one for people
 * @param validFor how long it works; null for ever
 * @param uses how many agents may join by it; of a join token only
 */
public record TokenRequest(
        String name,
        Role role,
        @Nullable Duration validFor,
        @Nullable Integer uses) {
    /** How many agents may join by one token when nobody says otherwise. */
    public static final int USUAL_USES = 10;

    /** How long a join token works when nobody says otherwise. */
    public static final Duration USUAL_JOIN_VALIDITY = Duration.ofHours(24);

    /** @throws IllegalArgumentException if there can be no such token */
    public TokenRequest {
        Token.checkName(name);
        if (role != Role.JOIN && !role.isForPeople()) {
            throw new IllegalArgumentException(
                    "A token is made for join, viewer, operator or admin; an agent's credential is"
                            + " what it gets by joining");
        }
        if (validFor != null && (validFor.isZero() || validFor.isNegative())) {
            throw new IllegalArgumentException("A token is valid for some time, not for " + validFor);
        }
        if (uses != null && (role != Role.JOIN || uses < 1 || uses > 100_000)) {
            throw new IllegalArgumentException("Only a join token has a number of uses, 1 to 100000");
        }
        if (role == Role.JOIN) {
            validFor = validFor == null ? USUAL_JOIN_VALIDITY : validFor;
            uses = uses == null ? USUAL_USES : uses;
        }
    }

    /** For agents to join by, as often and as long as is usual. */
    public static TokenRequest join(String name) {
        return new TokenRequest(name, Role.JOIN, null, null);
    }
}
