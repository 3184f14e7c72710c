package io.obt.protocol;

import io.obt.client.OllamaState;
import io.obt.client.Usage;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.registry.Report;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent reports: the body of {@code POST /api/v1/clients/{clientId}/heartbeats}.
 *
 * @param sequence counts up with each heartbeat of a registration
 * @param inventoryFingerprint changes whenever the inventory does
 * @param models sent when the fingerprint changed or the server asked; absent leaves the inventory as it was
 * @param loaded absent leaves it as it was
 */
public record HeartbeatRequest(
        String registrationId,
        @Nullable Long sequence,
        OllamaState ollama,
        @Nullable String inventoryFingerprint,
        @Nullable List<ModelMessage> models,
        @Nullable List<LoadedMessage> loaded,
        @Nullable Usage usage) {
    public HeartbeatRequest {
        Fields.id("registrationId", registrationId);
        if (Fields.required("sequence", sequence) < 0) {
            throw InvalidFieldException.wrong("/sequence", "A sequence counts up from 0 or 1, not " + sequence);
        }
        Fields.required("ollama", ollama);
        Fields.atMost("models", models, Inventory.MAX_MODELS);
        Fields.atMost("loaded", loaded, Inventory.MAX_MODELS);
    }

    /**
     * What the registry makes of it.
     *
     * @throws InvalidMessageException if a model name breaks Ollama's grammar or is listed twice, or a digest is none
     */
    public Report toReport() throws InvalidMessageException {
        try {
            return new Report(
                    registrationId,
                    Fields.required("sequence", sequence),
                    ollama,
                    inventoryFingerprint,
                    inventory(),
                    loadedModels(),
                    usage == null ? Usage.UNKNOWN : usage);
        } catch (InvalidFieldException e) {
            throw new InvalidMessageException(e.pointer(), e.detail(), e.isOverLimit());
        }
    }

    private @Nullable Inventory inventory() {
        if (models == null) {
            return null;
        }
        List<InstalledModel> installed = new ArrayList<>(models.size());
        for (int i = 0; i < models.size(); i++) {
            installed.add(models.get(i).toModel("/models/" + i));
        }
        String fingerprint = inventoryFingerprint == null ? "" : inventoryFingerprint;
        return Fields.parsed("/models", fingerprint, text -> new Inventory(text, installed));
    }

    private @Nullable List<LoadedModel> loadedModels() {
        if (loaded == null) {
            return null;
        }
        List<LoadedModel> inMemory = new ArrayList<>(loaded.size());
        for (int i = 0; i < loaded.size(); i++) {
            inMemory.add(loaded.get(i).toModel("/loaded/" + i));
        }
        return inMemory;
    }
}
