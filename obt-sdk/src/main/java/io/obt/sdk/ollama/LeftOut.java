package io.obt.sdk.ollama;

import io.obt.model.Inventory;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what of an Ollama's lists is not reported, each thing once. Thread-safe. */
final class LeftOut {
    private static final Logger log = LoggerFactory.getLogger(LeftOut.class);
    // Whoever invents names for ever fills neither the log nor the memory.
    private static final int MAX_TOLD = 100;

    private final URI url;
    private final Set<String> told = new HashSet<>();
    private boolean toldTooMany;

    LeftOut(URI url) {
        this.url = url;
    }

    synchronized void invalidName(String reason) {
        if (told.size() < MAX_TOLD && told.add(reason)) {
            log.warn("A model of the Ollama at {} is left out: {}", url, reason);
        }
    }

    synchronized void listed(int models) {
        boolean tooMany = models > Inventory.MAX_MODELS;
        if (tooMany && !toldTooMany) {
            log.warn(
                    "The Ollama at {} lists {} models; {} are reported, the rest is left out",
                    url,
                    models,
                    Inventory.MAX_MODELS);
        }
        toldTooMany = tooMany;
    }
}
