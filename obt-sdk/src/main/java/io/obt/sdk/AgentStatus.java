package io.obt.sdk;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is getting on with its server.
 *
 * @param lastContact when the server last took a report; null before the first
 * @param trouble why it is not reporting, in words a person can act on; null while all is well
 */
public record AgentStatus(
        Phase phase,
        @Nullable Instant lastContact,
        @Nullable String trouble) {
    /** Where an agent is in its life. */
    public enum Phase {
        /** No report was taken yet. */
        STARTING,
        /** The server took the last report. */
        REPORTING,
        /** The server did not take the last report; the agent goes on trying. */
        NO_CONTACT,
        /** Another agent took over the client id; this one stays silent. */
        SUPERSEDED,
        /** It was closed. */
        CLOSED
    }

    public AgentStatus {
        requireNonNull(phase, "phase");
    }

    static AgentStatus starting() {
        return new AgentStatus(Phase.STARTING, null, null);
    }

    AgentStatus reporting(Instant now) {
        return new AgentStatus(Phase.REPORTING, now, null);
    }

    AgentStatus noContact(String why) {
        return new AgentStatus(lastContact == null ? Phase.STARTING : Phase.NO_CONTACT, lastContact, why);
    }

    AgentStatus superseded(String why) {
        return new AgentStatus(Phase.SUPERSEDED, lastContact, why);
    }

    AgentStatus closed() {
        return new AgentStatus(Phase.CLOSED, lastContact, trouble);
    }
}
