package io.obt.sdk;

import static java.util.Objects.requireNonNull;

import io.obt.client.OllamaState;
import io.obt.client.Usage;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.protocol.HeartbeatRequest;
import io.obt.protocol.LoadedMessage;
import io.obt.protocol.ModelMessage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an agent knows of its machine at one moment.
 *
 * @param inventory the last one known, also while Ollama is away; null before the first
 * @param loaded null while that is unknown
 */
record Observation(
        OllamaState ollama,
        @Nullable Inventory inventory,
        @Nullable List<LoadedModel> loaded,
        Usage usage) {
    Observation {
        requireNonNull(ollama, "ollama");
        requireNonNull(usage, "usage");
    }

    /** Whether somebody who knows {@code earlier} would want to hear this before the next heartbeat is due. */
    boolean isNewsAfter(@Nullable Observation earlier) {
        return earlier == null
                || ollama.available() != earlier.ollama.available()
                || !Objects.equals(fingerprint(), earlier.fingerprint())
                || !Objects.equals(loadedDigests(), earlier.loadedDigests());
    }

    /** What a heartbeat says of it; {@code sent} is the inventory, if it is to go along. */
    HeartbeatRequest asHeartbeat(String registrationId, long sequence, @Nullable Inventory sent) {
        return new HeartbeatRequest(
                registrationId,
                sequence,
                ollama,
                fingerprint(),
                sent == null
                        ? null
                        : sent.models().stream().map(ModelMessage::of).toList(),
                loaded == null ? null : loaded.stream().map(LoadedMessage::of).toList(),
                usage);
    }

    @Nullable
    String fingerprint() {
        return inventory == null ? null : inventory.fingerprint();
    }

    // Every use of a model moves its expiry, which can wait.
    private @Nullable List<String> loadedDigests() {
        return loaded == null
                ? null
                : loaded.stream()
                        .map(model -> model.name() + "@" + model.digest())
                        .sorted()
                        .toList();
    }
}
