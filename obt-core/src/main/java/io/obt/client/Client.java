package io.obt.client;

import static java.util.Objects.requireNonNull;

import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything a store keeps about one client; an immutable snapshot.
 *
 * @param allow the operations its agent says it obeys
 * @param ollama null until the first report
 * @param loaded the models in memory at the last report that knew
 * @param lastSeen when it was last heard, to within five minutes; {@link Contact#lastSeen()} has it exactly
 */
public record Client(
        ClientId id,
        Registration registration,
        Labels labels,
        Hardware hardware,
        Set<String> allow,
        @Nullable OllamaState ollama,
        Inventory inventory,
        List<LoadedModel> loaded,
        Condition condition,
        Instant lastSeen) {
    public Client {
        requireNonNull(id, "id");
        requireNonNull(registration, "registration");
        requireNonNull(labels, "labels");
        requireNonNull(hardware, "hardware");
        requireNonNull(inventory, "inventory");
        requireNonNull(condition, "condition");
        requireNonNull(lastSeen, "lastSeen");
        allow = Collections.unmodifiableSet(new TreeSet<>(allow));
        loaded = List.copyOf(loaded);
    }

    /** A client that registers for the first time. */
    public static Client joined(
            ClientId id, Registration registration, Labels labels, Hardware hardware, Set<String> allow) {
        Instant now = registration.at();
        return new Client(
                id,
                registration,
                labels,
                hardware,
                allow,
                null,
                Inventory.UNKNOWN,
                List.of(),
                Condition.awaitingReport(now),
                now);
    }

    /** The same client, claimed by another registration; a client that was gone is back and owes a report. */
    public Client rejoined(Registration next, Labels labels, Hardware hardware, Set<String> allow) {
        Condition kept = condition.status().isAlive() ? condition : Condition.awaitingReport(next.at());
        return new Client(id, next, labels, hardware, allow, ollama, inventory, loaded, kept, next.at());
    }

    /** The same client after a report. */
    public Client reported(
            OllamaState ollama, Inventory inventory, List<LoadedModel> loaded, Condition condition, Instant lastSeen) {
        return new Client(id, registration, labels, hardware, allow, ollama, inventory, loaded, condition, lastSeen);
    }

    /** The same client with an inventory that equals its own. */
    public Client with(Inventory same) {
        return new Client(id, registration, labels, hardware, allow, ollama, same, loaded, condition, lastSeen);
    }

    /** The same client in another condition. */
    public Client in(Condition condition, Instant lastSeen) {
        return new Client(id, registration, labels, hardware, allow, ollama, inventory, loaded, condition, lastSeen);
    }
}
