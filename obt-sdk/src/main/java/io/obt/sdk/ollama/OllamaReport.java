package io.obt.sdk.ollama;

import static java.util.Objects.requireNonNull;

import io.obt.client.OllamaState;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an Ollama is, and what it has.
 *
 * @param inventory null when it could not be found out
 * @param loaded null when it could not be found out, and for an Ollama that does not tell (before 0.1.38)
 */
public record OllamaReport(
        OllamaState state,
        @Nullable Inventory inventory,
        @Nullable List<LoadedModel> loaded) {
    public OllamaReport {
        requireNonNull(state, "state");
        loaded = loaded == null ? null : List.copyOf(loaded);
    }

    /** An Ollama that does not answer, for the reason given. */
    public static OllamaReport unavailable(String reason) {
        return new OllamaReport(OllamaState.unavailable(reason), null, null);
    }
}
