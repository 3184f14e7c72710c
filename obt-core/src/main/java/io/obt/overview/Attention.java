package io.obt.overview;

import io.obt.catalog.CatalogModel;
import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.model.ModelName;
import io.obt.registry.Conflict;
import io.obt.registry.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person should look at: the worst kind first, of one kind what came last, then by name.
 *
 * <p>A client is told of once for how it is and once for its disk, a model once.
 */
public record Attention(List<Item> items) {
    private static final Comparator<Item> WORST_FIRST = Comparator.comparing(Item::kind)
            .thenComparing(Item::since, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Item::subject);

    public Attention {
        items = items.stream().sorted(WORST_FIRST).toList();
    }

    /** What is the matter, worst first. */
    public enum Kind {
        /** A client was declared gone. */
        OFFLINE,
        /** Two agents claim one client id. */
        CONFLICT,
        /** A client's Ollama does not answer, or its agent has not reported yet. */
        DEGRADED,
        /** A client is out of contact. */
        STALE,
        /** A client changes its state too often. */
        FLAPPING,
        /** The disk that holds a client's models is nearly full. */
        DISK,
        /** A model's name stands for different digests. */
        DRIFT
    }

    /**
     * One thing to look at.
     *
     * @param clientId null when it is about a model
     * @param model null when it is about a client
     * @param clients how many clients have the model; null when it is about a client
     * @param since null when that is not known
     * @param nextStep what a person can do about it
     */
    public record Item(
            Kind kind,
            @Nullable ClientId clientId,
            @Nullable ModelName model,
            @Nullable Integer clients,
            @Nullable Instant since,
            String reason,
            String nextStep) {
        static Item about(ClientSnapshot client, Kind kind, @Nullable Instant since, String reason, String nextStep) {
            return new Item(kind, client.id(), null, null, since, reason, nextStep);
        }

        static Item about(CatalogModel model, Kind kind, String reason, String nextStep) {
            return new Item(kind, null, model.name(), model.copies(), null, reason, nextStep);
        }

        private String subject() {
            return clientId == null ? String.valueOf(model) : clientId.value();
        }
    }

    /** Looks at each client and each model once. */
    public static Attention of(Fleet fleet, long nowNanos) {
        Map<ClientId, Conflict> conflicts = fleet.registry().conflicts();
        List<Item> items = new ArrayList<>();
        for (ClientSnapshot client : fleet.registry().clients()) {
            Optional<Conflict> conflict = Optional.ofNullable(conflicts.get(client.id()));
            boolean flapping = fleet.registry().isFlapping(client.id(), nowNanos);
            Trouble.of(client, conflict, flapping, nowNanos).ifPresent(items::add);
            Trouble.ofDisk(client, nowNanos).ifPresent(items::add);
        }
        fleet.catalog().models().flatMap(model -> Trouble.of(model).stream()).forEach(items::add);
        return new Attention(items);
    }
}
