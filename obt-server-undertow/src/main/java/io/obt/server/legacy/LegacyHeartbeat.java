package io.obt.server.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.obt.client.OllamaState;
import io.obt.client.Usage;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import io.obt.registry.Report;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The first OBT's client reports.
 *
 * @param from who reports; a client that is not known is registered so
 * @param available whether its Ollama answers
 * @param inventory null when it does not know its models
 */
public record LegacyHeartbeat(
        LegacyRegistration from,
        boolean available,
        @Nullable Inventory inventory) {
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");

    /** @throws IllegalArgumentException if the client id is missing or breaks its grammar */
    public static LegacyHeartbeat of(LegacyFields fields) {
        LegacyRegistration from = LegacyRegistration.of(fields);
        JsonNode models = fields.tree("models");
        Optional<String> said = fields.text("available").or(() -> fields.text("ollama_available"));
        boolean available =
                said.map(text -> TRUE.contains(text.toLowerCase(Locale.ROOT))).orElse(models.isArray());
        // While its Ollama is away it sends an empty list, by which it means that it does not know.
        boolean isKnown = models.isArray() && (available || !models.isEmpty());
        return new LegacyHeartbeat(from, available, isKnown ? inventory(models) : null);
    }

    // What is no model is left out, so that it never costs the heartbeat.
    private static Inventory inventory(JsonNode models) {
        Map<ModelName, InstalledModel> known = new TreeMap<>();
        for (JsonNode model : models) {
            if (known.size() < Inventory.MAX_MODELS) {
                name(model).ifPresent(name -> known.putIfAbsent(name, model(name, model.path("size"))));
            }
        }
        return Inventory.of(known.values().stream().toList());
    }

    private static Optional<ModelName> name(JsonNode model) {
        try {
            return Optional.ofNullable(model.path("name").textValue()).map(ModelName::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    // 'modified' is the moment of the report, if Ollama gave none it knew, and 'version' is always "unknown".
    private static InstalledModel model(ModelName name, JsonNode size) {
        boolean isSize = size.isIntegralNumber() && size.canConvertToLong() && size.longValue() > 0;
        return new InstalledModel(ModelDescriptor.of(name, null, isSize ? size.longValue() : null), null);
    }

    Report toReport(String registrationId, long sequence) {
        return new Report(
                registrationId,
                sequence,
                new OllamaState(available, null, null),
                inventory == null ? null : inventory.fingerprint(),
                inventory,
                null,
                Usage.UNKNOWN);
    }
}
