package io.obt.protocol;

import io.obt.client.ClientId;
import io.obt.overview.Attention;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person should look at, worst first: the answer of {@code GET /api/v1/attention}.
 *
 * @param total how much there is in all
 */
public record AttentionMessage(List<ItemMessage> items, long total) {
    public AttentionMessage {
        items = items == null ? List.of() : List.copyOf(items);
    }

    /**
     * One thing to look at, about a client or about a model.
     *
     * @param clients how many clients have the model
     * @param nextStep what a person can do about it
     */
    public record ItemMessage(
            Attention.Kind kind,
            @Nullable String clientId,
            @Nullable String model,
            @Nullable Integer clients,
            @Nullable Instant since,
            String reason,
            @Nullable String nextStep) {
        public ItemMessage {
            Fields.required("kind", kind);
            Fields.required("reason", reason);
        }

        static ItemMessage of(Attention.Item item) {
            return new ItemMessage(
                    item.kind(),
                    Optional.ofNullable(item.clientId()).map(ClientId::value).orElse(null),
                    Optional.ofNullable(item.model()).map(Object::toString).orElse(null),
                    item.clients(),
                    item.since(),
                    item.reason(),
                    item.nextStep());
        }
    }

    /** The first {@code limit} of them. */
    public static AttentionMessage of(Attention attention, int limit) {
        return new AttentionMessage(
                attention.items().stream().limit(limit).map(ItemMessage::of).toList(),
                attention.items().size());
    }
}
