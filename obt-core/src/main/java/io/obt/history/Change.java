package io.obt.history;

import io.obt.client.Condition;
import io.obt.event.FleetEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client was from {@code at} on.
 *
 * @param gone whether it owes a report when it registers
 */
record Change(Instant at, PastStatus status, @Nullable String reason, boolean gone) {
    /** What nobody knows anything of. */
    static final Change NONE = new Change(Instant.MIN, PastStatus.UNKNOWN, null, false);

    static Change to(Condition condition) {
        return state(condition.since(), PastStatus.of(condition.status()), condition.reason());
    }

    /**
     * What the client was after {@code event}: this, if it changed nothing.
     *
     * <p>A registration of a client of whom nothing is known changes nothing: it may have been online all the time.
     */
    Change after(FleetEvent event) {
        return switch (event.type()) {
            case CLIENT_ONLINE -> state(event.at(), PastStatus.ONLINE, event.detail());
            case CLIENT_DEGRADED -> state(event.at(), PastStatus.DEGRADED, event.detail());
            case CLIENT_OFFLINE -> state(event.at(), PastStatus.OFFLINE, event.detail());
            case CLIENT_LEFT -> state(event.at(), PastStatus.LEFT, event.detail());
            case CLIENT_FORGOTTEN -> new Change(event.at(), PastStatus.UNKNOWN, event.detail(), true);
            case CLIENT_REGISTERED -> gone ? to(Condition.awaitingReport(event.at())) : this;
            default -> this;
        };
    }

    private static Change state(Instant at, PastStatus status, String reason) {
        return new Change(at, status, reason, status == PastStatus.OFFLINE || status == PastStatus.LEFT);
    }
}
