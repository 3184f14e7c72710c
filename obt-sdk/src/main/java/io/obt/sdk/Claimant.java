package io.obt.sdk;

import io.obt.client.ClientId;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.protocol.RegistrationRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who an agent says it is when it registers.
 *
 * @param wish the rhythm it would like to report in; null leaves it to the server
 * @param hardware asked at each registration; what it throws makes the hardware unknown
 * @param allow the operations it obeys
 */
record Claimant(
        ClientName name,
        String agentVersion,
        @Nullable Duration wish,
        Labels labels,
        Supplier<Hardware> hardware,
        Set<String> allow) {
    private static final Logger log = LoggerFactory.getLogger(Claimant.class);

    ClientId clientId() {
        return name.id();
    }

    /** @param instanceId random per process: who repeats it is the same agent */
    RegistrationRequest request(String instanceId) {
        return new RegistrationRequest(
                instanceId,
                agentVersion,
                wish == null ? null : wish.toMillis(),
                labels.values(),
                hardwareIfKnown(),
                allow.stream().sorted().toList());
    }

    private @Nullable Hardware hardwareIfKnown() {
        try {
            Hardware known = Objects.requireNonNull(hardware.get(), "the hardware given is null");
            return known.equals(Hardware.UNKNOWN) ? null : known;
        } catch (RuntimeException | LinkageError e) {
            log.warn("The machine's hardware is not reported, since finding it out failed: {}", e.toString());
            return null;
        }
    }
}
