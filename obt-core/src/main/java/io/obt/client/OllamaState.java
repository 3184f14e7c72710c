package io.obt.client;

import org.jspecify.annotations.Nullable;

/**
 * What an agent found when it asked its Ollama.
 *
 * @param version as Ollama gives it; null when unknown
 * @param error why Ollama is not available, in words a person can act on; null when there is nothing to say
 */
public record OllamaState(
        boolean available,
        @Nullable String version,
        @Nullable String error) {
    /** Ollama answered. */
    public static OllamaState available(@Nullable String version) {
        return new OllamaState(true, version, null);
    }

    /** Ollama did not answer as it should. */
    public static OllamaState unavailable(String error) {
        return new OllamaState(false, null, error);
    }
}
