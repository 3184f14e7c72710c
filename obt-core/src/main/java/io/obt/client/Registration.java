package io.obt.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One agent process's claim on a client id.
 *
 * @param id made by the server; heartbeats carry it
 * @param instanceId made by the agent, random per process
 * @param wish the rhythm the agent would like to report in; null when it leaves that to the server
 * @param at when the claim was first made
 * @param address where the agent called from, for people to read; the server never calls it
 */
public record Registration(
        String id,
        String instanceId,
        String agentVersion,
        @Nullable Duration wish,
        Instant at,
        String address) {
    public Registration {
        requireNonNull(id, "id");
        requireNonNull(instanceId, "instanceId");
        requireNonNull(agentVersion, "agentVersion");
        requireNonNull(at, "at");
        requireNonNull(address, "address");
    }
}
