package io.obt.protocol;

import io.obt.client.ClientSnapshot;
import java.time.Instant;

/**
 * The server gives an agent its registration.
 *
 * @param registrationId to be sent with every heartbeat
 * @param heartbeatIntervalMillis the rhythm to report in
 * @param leaseMillis how long silence is forgiven
 */
public record RegistrationResponse(
        String clientId, String registrationId, long heartbeatIntervalMillis, long leaseMillis, Instant serverTime) {
    public RegistrationResponse {
        Fields.required("clientId", clientId);
        Fields.id("registrationId", registrationId);
        Fields.required("serverTime", serverTime);
    }

    public static RegistrationResponse of(ClientSnapshot client, Instant now) {
        return new RegistrationResponse(
                client.id().value(),
                client.client().registration().id(),
                client.contact().lease().interval().toMillis(),
                client.contact().lease().timeToLive().toMillis(),
                now);
    }
}
