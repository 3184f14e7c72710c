package io.obt.server.store;

import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.OllamaState;
import io.obt.client.Registration;
import io.obt.model.Inventory;
import io.obt.protocol.LoadedMessage;
import io.obt.protocol.ModelMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client as it is kept, in both stores: this is its JSON in the embedded one; MongoDB's form is mapped from it.
 *
 * <pre>{@code
 * {"schema":1,"clientId":"desk","registration":{"id":"5f…","instanceId":"9a…","agentVersion":"0.1.0",
 *  "at":"2026-08-01T10:00:00Z","address":"127.0.0.1"},"labels":{"site":"lab"},"hardware":{"cpuCores":8},
 *  "allow":["load"],"ollama":{"available":true,"version":"0.32.15"},"fingerprint":"c1…","models":[{"name":
 *  "llama3.2:latest"}],"loaded":[],"status":"ONLINE","statusSince":"2026-08-01T10:00:01Z",
 *  "statusReason":"Ollama answers","reported":true,"lastSeen":"2026-08-01T10:00:01Z"}
 * }</pre>
 *
 * @param schema the version of this form; a newer one is refused
 * @param fingerprint absent when the client never told its models
 */
public record ClientDocument(
        int schema,
        String clientId,
        RegistrationDocument registration,
        Map<String, String> labels,
        Hardware hardware,
        List<String> allow,
        @Nullable OllamaState ollama,
        @Nullable String fingerprint,
        List<ModelMessage> models,
        List<LoadedMessage> loaded,
        ClientStatus status,
        Instant statusSince,
        String statusReason,
        boolean reported,
        Instant lastSeen) {
    /** The version of this form. */
    public static final int SCHEMA = 1;

    /** A registration as it is kept. */
    public record RegistrationDocument(
            String id,
            String instanceId,
            String agentVersion,
            @Nullable Long wishMillis,
            Instant at,
            String address) {}

    public static ClientDocument of(Client client) {
        Registration registration = client.registration();
        return new ClientDocument(
                SCHEMA,
                client.id().value(),
                new RegistrationDocument(
                        registration.id(),
                        registration.instanceId(),
                        registration.agentVersion(),
                        registration.wish() == null ? null : registration.wish().toMillis(),
                        registration.at(),
                        registration.address()),
                client.labels().values(),
                client.hardware(),
                List.copyOf(client.allow()),
                client.ollama(),
                client.inventory().fingerprint(),
                client.inventory().models().stream().map(ModelMessage::of).toList(),
                client.loaded().stream().map(LoadedMessage::of).toList(),
                client.condition().status(),
                client.condition().since(),
                client.condition().reason(),
                client.condition().reported(),
                client.lastSeen());
    }

    /** @throws IllegalArgumentException if something in it cannot be */
    public Client toClient() {
        return new Client(
                new ClientId(clientId),
                new Registration(
                        registration.id,
                        registration.instanceId,
                        registration.agentVersion,
                        registration.wishMillis == null ? null : Duration.ofMillis(registration.wishMillis),
                        registration.at,
                        registration.address),
                Labels.of(labels),
                hardware,
                Set.copyOf(allow),
                ollama,
                new Inventory(
                        fingerprint, models.stream().map(ModelMessage::toModel).toList()),
                loaded.stream().map(LoadedMessage::toModel).toList(),
                new Condition(status, statusSince, statusReason, reported),
                lastSeen);
    }
}
