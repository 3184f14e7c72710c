package io.obt.protocol;

import io.obt.client.Client;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.client.Hardware;
import io.obt.client.OllamaState;
import io.obt.client.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client, as a list shows it; {@code usage} and what follows only where one client is asked for.
 *
 * @param flapping true while it changes its state too often, else absent
 * @param ollama absent until the first report
 * @param modelsBytes what the local models take, layers that models share counted in each
 * @param address where its agent called from
 * @param history its last day, a letter for half an hour; only in a list that was asked for it
 */
public record ClientMessage(
        String clientId,
        ClientStatus status,
        Instant statusSince,
        String statusReason,
        @Nullable Boolean flapping,
        Instant lastSeen,
        String agentVersion,
        Map<String, String> labels,
        @Nullable Hardware hardware,
        @Nullable OllamaState ollama,
        int modelCount,
        int loadedCount,
        long modelsBytes,
        String address,
        @Nullable String history,
        @Nullable Usage usage,
        @Nullable List<ModelMessage> models,
        @Nullable List<LoadedMessage> loaded,
        @Nullable String registrationId,
        @Nullable Instant registeredAt) {
    /** The client as a list shows it. */
    public static ClientMessage item(
            ClientSnapshot snapshot, boolean flapping, @Nullable String history, long nowNanos) {
        return of(snapshot, flapping, history, nowNanos, false);
    }

    /** The client with everything that is known of it. */
    public static ClientMessage detail(ClientSnapshot snapshot, boolean flapping, long nowNanos) {
        return of(snapshot, flapping, null, nowNanos, true);
    }

    private static ClientMessage of(
            ClientSnapshot snapshot, boolean flapping, @Nullable String history, long nowNanos, boolean whole) {
        Client client = snapshot.client();
        Usage usage = snapshot.contact().usage();
        return new ClientMessage(
                client.id().value(),
                snapshot.status(nowNanos),
                snapshot.statusSince(nowNanos),
                snapshot.statusReason(nowNanos),
                flapping ? true : null,
                snapshot.contact().lastSeen(),
                client.registration().agentVersion(),
                client.labels().values(),
                client.hardware().equals(Hardware.UNKNOWN) ? null : client.hardware(),
                client.ollama(),
                client.inventory().models().size(),
                client.loaded().size(),
                client.inventory().localBytes(),
                client.registration().address(),
                history,
                whole && !usage.equals(Usage.UNKNOWN) ? usage : null,
                whole
                        ? client.inventory().models().stream()
                                .map(ModelMessage::of)
                                .toList()
                        : null,
                whole ? client.loaded().stream().map(LoadedMessage::of).toList() : null,
                whole ? client.registration().id() : null,
                whole ? client.registration().at() : null);
    }
}
