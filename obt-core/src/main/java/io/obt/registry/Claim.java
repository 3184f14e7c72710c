package io.obt.registry;

import static java.util.Objects.requireNonNull;

import io.obt.client.Hardware;
import io.obt.client.Labels;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says when it registers.
 *
 * @param instanceId random per process: who repeats it is the same process
 * @param wish the rhythm it would like to report in; null leaves it to the server
 * @param labels null keeps those the client has
 * @param hardware null keeps what is known
 * @param allow the operations it obeys
 * @param address where the call came from
 */
public record Claim(
        String instanceId,
        String agentVersion,
        @Nullable Duration wish,
        @Nullable Labels labels,
        @Nullable Hardware hardware,
        Set<String> allow,
        String address) {
    public Claim {
        requireNonNull(instanceId, "instanceId");
        requireNonNull(agentVersion, "agentVersion");
        requireNonNull(address, "address");
        allow = Set.copyOf(allow);
    }

    Labels labelsOr(Labels known) {
        return Optional.ofNullable(labels).orElse(known);
    }

    Hardware hardwareOr(Hardware known) {
        return Optional.ofNullable(hardware).orElse(known);
    }
}
