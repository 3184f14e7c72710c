package io.obt.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One change, or one that was refused.
 *
 * @param id unique, and sorted as the entries came
 * @param who the name of the token that was shown, {@code client} and its id for an agent, {@code anyone} where none is needed
 * @param what the call, as a word like {@code client.forget}
 * @param target what it was about: a client id, a token's name; empty for the whole fleet
 * @param from the address it came from
 * @param status how it was answered, as HTTP says it: 2xx for what was done
 */
public record AuditEntry(String id, Instant at, String who, String what, String target, String from, int status) {
    public AuditEntry {
        requireNonNull(id, "id");
        requireNonNull(at, "at");
        requireNonNull(who, "who");
        requireNonNull(what, "what");
        requireNonNull(target, "target");
        requireNonNull(from, "from");
    }
}
