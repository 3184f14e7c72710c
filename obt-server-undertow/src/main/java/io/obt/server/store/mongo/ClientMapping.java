package io.obt.server.store.mongo;

import io.obt.client.Client;
import io.obt.client.ClientStatus;
import io.obt.client.OllamaState;
import io.obt.server.store.ClientDocument;
import io.obt.server.store.ClientDocument.RegistrationDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A client as a document of the collection {@code clients}; docs/storage.md shows one.
 *
 * <p>The fields are those of {@link ClientDocument}, but for the id, the revision and the labels: these are pairs, since
 * their keys may hold dots. Times are ISO-8601 texts, because a BSON date ends at the millisecond and Ollama's do not.
 */
final class ClientMapping {
    /** The field that orders the writes of one client. */
    static final String REVISION = "revision";

    private static final Schema SCHEMA = Schema.first("clients");

    private ClientMapping() {}

    static Document toDocument(Client client, long revision) {
        ClientDocument kept = ClientDocument.of(client);
        return new Fields()
                .with("_id", kept.clientId())
                .with(Schema.FIELD, SCHEMA.version())
                .with(REVISION, revision)
                .with("registration", registration(kept.registration()))
                .withAll("labels", List.copyOf(kept.labels().entrySet()), ClientMapping::label)
                .with("hardware", HardwareMapping.toDocument(kept.hardware()))
                .with("allow", kept.allow())
                .with("ollama", ollama(kept.ollama()))
                .with("fingerprint", kept.fingerprint())
                .withAll("models", kept.models(), ModelMapping::toDocument)
                .withAll("loaded", kept.loaded(), ModelMapping::toDocument)
                .with("status", kept.status().name())
                .with("statusSince", kept.statusSince().toString())
                .with("statusReason", kept.statusReason())
                .with("reported", kept.reported())
                .with("lastSeen", kept.lastSeen().toString())
                .document();
    }

    private static Document registration(RegistrationDocument registration) {
        return new Fields()
                .with("id", registration.id())
                .with("instanceId", registration.instanceId())
                .with("agentVersion", registration.agentVersion())
                .with("wishMillis", registration.wishMillis())
                .with("at", registration.at().toString())
                .with("address", registration.address())
                .document();
    }

    private static Document label(Map.Entry<String, String> label) {
        return new Fields()
                .with("key", label.getKey())
                .with("value", label.getValue())
                .document();
    }

    private static @Nullable Document ollama(@Nullable OllamaState ollama) {
        return ollama == null
                ? null
                : new Fields()
                        .with("available", ollama.available())
                        .with("version", ollama.version())
                        .with("error", ollama.error())
                        .document();
    }

    static Client toClient(Document document) {
        return SCHEMA.read(document, stored -> client(stored).toClient());
    }

    private static ClientDocument client(Stored stored) {
        Map<String, String> labels = new TreeMap<>();
        stored.parts("labels", label -> labels.put(label.text("key"), label.text("value")));
        Stored ollama = stored.partOrNull("ollama");
        return new ClientDocument(
                ClientDocument.SCHEMA,
                stored.text("_id"),
                registration(stored.part("registration")),
                labels,
                HardwareMapping.toHardware(stored.part("hardware")),
                stored.texts("allow"),
                ollama == null
                        ? null
                        : new OllamaState(
                                ollama.flag("available"), ollama.textOrNull("version"), ollama.textOrNull("error")),
                stored.textOrNull("fingerprint"),
                stored.parts("models", ModelMapping::toModel),
                stored.parts("loaded", ModelMapping::toLoaded),
                ClientStatus.valueOf(stored.text("status")),
                Instant.parse(stored.text("statusSince")),
                stored.text("statusReason"),
                stored.flag("reported"),
                Instant.parse(stored.text("lastSeen")));
    }

    private static RegistrationDocument registration(Stored stored) {
        return new RegistrationDocument(
                stored.text("id"),
                stored.text("instanceId"),
                stored.text("agentVersion"),
                stored.numberOrNull("wishMillis"),
                Instant.parse(stored.text("at")),
                stored.text("address"));
    }
}
