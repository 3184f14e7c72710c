package io.obt.protocol;

import io.obt.client.ClientStatus;
import io.obt.registry.HeartbeatAnswer;
import java.util.List;

/**
 * What the server tells an agent in return.
 *
 * @param operations what the client is asked to do; always empty so far
 */
public record HeartbeatResponse(
        ClientStatus status, boolean sendInventory, long heartbeatIntervalMillis, List<Object> operations) {
    public HeartbeatResponse {
        Fields.required("status", status);
        operations = operations == null ? List.of() : List.copyOf(operations);
    }

    public static HeartbeatResponse of(HeartbeatAnswer answer) {
        return new HeartbeatResponse(
                answer.status(), answer.sendInventory(), answer.interval().toMillis(), List.of());
    }
}
