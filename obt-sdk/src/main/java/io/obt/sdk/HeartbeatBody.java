package io.obt.sdk;

import io.obt.protocol.HeartbeatRequest;
import io.obt.protocol.Json;
import io.obt.protocol.ModelMessage;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A heartbeat as bytes, never longer than a server takes: models that do not fit in are left out, and it is said. */
final class HeartbeatBody {
    private static final Logger log = LoggerFactory.getLogger(HeartbeatBody.class);
    // Servers take 1 MiB.
    private static final int MAX_BYTES = 1_000_000;

    private HeartbeatBody() {}

    static byte[] of(HeartbeatRequest request) {
        byte[] body = Json.write(request);
        List<ModelMessage> models = request.models();
        if (body.length <= MAX_BYTES || models == null || models.isEmpty()) {
            return body;
        }
        List<ModelMessage> fitting = models;
        while (body.length > MAX_BYTES && !fitting.isEmpty()) {
            long share = fitting.size() * (long) MAX_BYTES / body.length;
            fitting = fitting.subList(0, (int) (share * 9 / 10));
            body = Json.write(with(request, fitting));
        }
        log.warn("{} of {} models are reported: more would make the heartbeat too long", fitting.size(), models.size());
        return body;
    }

    private static HeartbeatRequest with(HeartbeatRequest request, List<ModelMessage> models) {
        return new HeartbeatRequest(
                request.registrationId(),
                request.sequence(),
                request.ollama(),
                request.inventoryFingerprint(),
                models,
                request.loaded(),
                request.usage());
    }
}
