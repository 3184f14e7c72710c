package io.obt.client;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How a client is, since when, and why: the part of its status that is decided once and kept.
 *
 * @param status any but {@link ClientStatus#STALE}, which is computed when somebody looks
 * @param reason in words a person can act on
 * @param reported whether this was ever confirmed by a report since the client (re)joined
 */
public record Condition(ClientStatus status, Instant since, String reason, boolean reported) {
    public Condition {
        requireNonNull(status, "status");
        requireNonNull(since, "since");
        requireNonNull(reason, "reason");
        if (status == ClientStatus.STALE) {
            throw new IllegalArgumentException("STALE is computed on read, never kept");
        }
    }

    /** What a client is between its registration and its first report. */
    public static Condition awaitingReport(Instant since) {
        return new Condition(ClientStatus.DEGRADED, since, "no report yet", false);
    }
}
