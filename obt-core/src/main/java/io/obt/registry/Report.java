package io.obt.registry;

import static java.util.Objects.requireNonNull;

import io.obt.client.OllamaState;
import io.obt.client.Usage;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a heartbeat says. Facts only: the server draws the conclusions and keeps the time.
 *
 * @param sequence counts the reports of a registration; what is not newer changes nothing
 * @param fingerprint of the inventory the client has now; null when its agent makes none
 * @param inventory null leaves the inventory as it was
 * @param loaded null leaves it as it was
 */
public record Report(
        String registrationId,
        long sequence,
        OllamaState ollama,
        @Nullable String fingerprint,
        @Nullable Inventory inventory,
        @Nullable List<LoadedModel> loaded,
        Usage usage) {
    public Report {
        requireNonNull(registrationId, "registrationId");
        requireNonNull(ollama, "ollama");
        requireNonNull(usage, "usage");
        loaded = loaded == null ? null : List.copyOf(loaded);
    }

    Report with(Inventory same) {
        return new Report(registrationId, sequence, ollama, fingerprint, same, loaded, usage);
    }

    /** The inventory after this report: {@code known} itself when it says nothing new. */
    Inventory inventoryOr(Inventory known) {
        return inventory == null || inventory.equals(known) ? known : inventory;
    }

    /** The models in memory after this report: {@code known} itself when it says nothing new. */
    List<LoadedModel> loadedOr(List<LoadedModel> known) {
        return loaded == null || loaded.equals(known) ? known : loaded;
    }
}
