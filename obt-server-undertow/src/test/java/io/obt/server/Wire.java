package io.obt.server;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What agents send, as text, so that a test shows the very bytes. */
final class Wire {
    private Wire() {}

    /** {@code more} fields begin with a comma. */
    static String registration(String instanceId, String more) {
        return "{\"instanceId\":\"" + instanceId + "\",\"agentVersion\":\"0.1.0\"" + more + "}";
    }

    /** A report that finds Ollama well; {@code more} fields begin with a comma. */
    static String heartbeat(String registrationId, long sequence, String more) {
        return "{\"registrationId\":\"" + registrationId + "\",\"sequence\":" + sequence
                + ",\"ollama\":{\"available\":true,\"version\":\"0.32.15\"}" + more + "}";
    }

    /** A report that finds Ollama away. */
    static String badHeartbeat(String registrationId, long sequence, String error) {
        return "{\"registrationId\":\"" + registrationId + "\",\"sequence\":" + sequence
                + ",\"ollama\":{\"available\":false,\"error\":\"" + error + "\"}}";
    }

    /** The fields of an inventory; a model is {@code name}, {@code name@d} with a digest of 64 d, or a JSON object. */
    static String inventory(String fingerprint, String... models) {
        return ",\"inventoryFingerprint\":\"" + fingerprint + "\",\"models\":"
                + Arrays.stream(models).map(Wire::model).collect(Collectors.joining(",", "[", "]"));
    }

    private static String model(String model) {
        if (model.startsWith("{")) {
            return model;
        }
        int at = model.indexOf('@');
        return at < 0
                ? "{\"name\":\"" + model + "\",\"sizeBytes\":1000}"
                : "{\"name\":\"" + model.substring(0, at) + "\",\"sizeBytes\":1000,\"digest\":\""
                        + model.substring(at + 1).repeat(64) + "\"}";
    }
}
