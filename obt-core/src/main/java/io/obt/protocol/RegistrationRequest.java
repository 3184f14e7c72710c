package io.obt.protocol;

import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.registry.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An agent claims a client id: the body of {@code PUT /api/v1/clients/{clientId}/registration}. */
public record RegistrationRequest(
        String instanceId,
        String agentVersion,
        @Nullable Long heartbeatIntervalMillis,
        @Nullable Map<String, String> labels,
        @Nullable Hardware hardware,
        @Nullable List<String> allow) {
    private static final int MAX_ACTIONS = 16;
    private static final int MAX_LABEL_PART = 64;

    public RegistrationRequest {
        Fields.id("instanceId", instanceId);
        Fields.id("agentVersion", agentVersion);
        if (heartbeatIntervalMillis != null && heartbeatIntervalMillis <= 0) {
            throw InvalidFieldException.wrong(
                    "/heartbeatIntervalMillis", "An interval is positive, not " + heartbeatIntervalMillis);
        }
        Fields.atMost("labels", labels == null ? null : labels.keySet(), Labels.MAX);
        Fields.atMost("allow", allow, MAX_ACTIONS);
        if (labels != null) {
            Map<String, String> given = labels;
            given.forEach(RegistrationRequest::checkLabel);
            Fields.parsed("/labels", "", ignored -> Labels.of(given));
        }
    }

    private static void checkLabel(String key, String value) {
        if (key.length() > MAX_LABEL_PART || value.length() > MAX_LABEL_PART) {
            throw InvalidFieldException.overLimit(
                    "/labels" + Fields.step(key),
                    "A label's key and value have at most " + MAX_LABEL_PART + " characters each");
        }
    }

    /** What the registry makes of it, for a call from {@code address}. */
    public Claim toClaim(String address) {
        return new Claim(
                instanceId,
                agentVersion,
                heartbeatIntervalMillis == null ? null : Duration.ofMillis(heartbeatIntervalMillis),
                labels == null ? null : Labels.of(labels),
                hardware,
                allow == null ? Set.of() : Set.copyOf(allow),
                address);
    }
}
