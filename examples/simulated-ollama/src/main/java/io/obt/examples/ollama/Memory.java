package io.obt.examples.ollama;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which models are loaded, how they are split between GPU and CPU, and until when. Thread-safe. */
final class Memory {
    private static final Duration DEFAULT_KEEP_ALIVE = Duration.ofMinutes(5);
    private static final int DEFAULT_CONTEXT = 4_096;
    private static final int MOST_LOADED = 3;

    private final Map<String, Loaded> loaded = new HashMap<>();
    private final Clock clock;
    private final long vramBytes;

    /** {@code vramBytes} of {@code memoryBytes} are on the GPU. */
    record Loaded(
            SimulatedModel model,
            long memoryBytes,
            long vramBytes,
            int contextLength,
            Duration keepAlive,
            ZonedDateTime expiresAt) {}

    Memory(Clock clock, long vramBytes) {
        this.clock = clock;
        this.vramBytes = vramBytes;
    }

    /** Loads, or keeps loaded; without {@code keepAlive} a loaded model keeps its own and a fresh one gets 5 minutes. */
    synchronized void load(SimulatedModel model, @Nullable Duration keepAlive) {
        dropExpired();
        String key = Names.key(model.name());
        Loaded known = loaded.get(key);
        if (known != null && known.model().digest().equals(model.digest())) {
            Duration kept = keepAlive == null ? known.keepAlive() : keepAlive;
            loaded.put(key, with(model, known.memoryBytes(), known.vramBytes(), known.contextLength(), kept));
            return;
        }
        loaded.remove(key);
        makeRoom();
        int context = Math.min(DEFAULT_CONTEXT, model.contextLength());
        long memoryBytes = model.memoryBytes(context);
        long onGpu = Math.min(memoryBytes, freeVram());
        loaded.put(key, with(model, memoryBytes, onGpu, context, keepAlive == null ? DEFAULT_KEEP_ALIVE : keepAlive));
    }

    synchronized boolean unload(String name) {
        dropExpired();
        return loaded.remove(Names.key(name)) != null;
    }

    synchronized void clear() {
        loaded.clear();
    }

    synchronized List<Loaded> latestExpiryFirst() {
        dropExpired();
        return loaded.values().stream()
                .sorted(Comparator.comparing(Loaded::expiresAt).reversed())
                .toList();
    }

    private Loaded with(SimulatedModel model, long memoryBytes, long onGpu, int context, Duration keepAlive) {
        return new Loaded(
                model,
                memoryBytes,
                onGpu,
                context,
                keepAlive,
                ZonedDateTime.now(clock).plus(keepAlive));
    }

    private void dropExpired() {
        ZonedDateTime now = ZonedDateTime.now(clock);
        loaded.values().removeIf(entry -> !entry.expiresAt().isAfter(now));
    }

    private void makeRoom() {
        while (loaded.size() >= MOST_LOADED) {
            loaded.values().stream()
                    .min(Comparator.comparing(Loaded::expiresAt))
                    .ifPresent(
                            soonest -> loaded.remove(Names.key(soonest.model().name())));
        }
    }

    private long freeVram() {
        return vramBytes - loaded.values().stream().mapToLong(Loaded::vramBytes).sum();
    }
}
