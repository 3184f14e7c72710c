package io.obt.protocol;

import io.obt.audit.AuditEntry;
import java.time.Instant;

/**
 * One change, or one that was refused.
 *
 * @param who the name of the token that was shown; {@code anyone} where none is needed
 * @param what like {@code client.forget}
 * @param target a client id or a token's name; empty for the whole fleet
 * @param from the address it came from
 * @param status how it was answered: 2xx for what was done
 */
public record AuditMessage(String id, Instant at, String who, String what, String target, String from, int status) {
    public static AuditMessage of(AuditEntry entry) {
        return new AuditMessage(
                entry.id(), entry.at(), entry.who(), entry.what(), entry.target(), entry.from(), entry.status());
    }
}
