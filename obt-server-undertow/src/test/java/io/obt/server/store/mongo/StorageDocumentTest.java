package io.obt.server.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.access.Role;
import io.obt.access.Token;
import io.obt.audit.AuditEntry;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.client.Gpu;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.OllamaState;
import io.obt.client.Registration;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.model.ModelName;
import io.obt.protocol.Json;
import io.obt.server.store.ClientDocument;
import io.obt.store.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The samples in docs/storage.md are what the stores write. */
final class StorageDocumentTest {
    private static final Instant AT = Instant.parse("2026-08-01T10:00:00.000125Z");
    private static final Client DESK = new Client(
            new ClientId("desk"),
            new Registration(
                    "5f0c1d6e-3c1e-4a52-9a0b-6d1f5e7a9b21",
                    "9a41c7d2",
                    "0.1.0",
                    Duration.ofSeconds(10),
                    AT,
                    "192.0.2.17"),
            Labels.of(Map.of("kubernetes.io/arch", "arm64")),
            new Hardware(
                    "desk.lan", "Linux 6.1", "amd64", null, 8, null, null, List.of(new Gpu("RTX 4090", null, null))),
            Set.of("load", "pull"),
            OllamaState.available("0.32.15"),
            new Inventory("c1d0", List.of(new InstalledModel(Samples.llama(), AT))),
            List.of(new LoadedModel(ModelName.of("llama3.2"), null, 3_461_349_376L, 3_461_349_376L, 8_192L, AT)),
            new Condition(ClientStatus.ONLINE, AT, "Ollama answers", true),
            AT);
    private static final FleetEvent LOADED = new FleetEvent(
            17,
            EventType.MODEL_LOADED,
            AT,
            DESK.id(),
            ModelName.of("llama3.2"),
            null,
            "llama3.2:latest was loaded into memory");

    @Test
    void clientInMongoDbLooksAsItIsShown() throws IOException {
        assertShown(
                "clients in MongoDB",
                ClientMapping.toDocument(DESK, 7_000_000_000_042L).toJson());
    }

    @Test
    void eventInMongoDbLooksAsItIsShown() throws IOException {
        assertShown("events in MongoDB", EventMapping.toDocument(LOADED).toJson());
    }

    @Test
    void tokenInMongoDbLooksAsItIsShown() throws IOException {
        Token token = new Token(
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "lab",
                Role.JOIN,
                null,
                AT,
                AT.plus(Duration.ofDays(1)),
                9,
                null);
        assertShown("tokens in MongoDB", TokenMapping.toDocument(token).toJson());
    }

    @Test
    void auditEntryInMongoDbLooksAsItIsShown() throws IOException {
        AuditEntry entry =
                new AuditEntry("1785578400000-000000-k3f2", AT, "anna", "client.forget", "desk", "10.0.0.7", 204);
        assertShown("audit in MongoDB", AuditMapping.toDocument(entry).toJson());
    }

    @Test
    void clientInTheFileLooksAsItIsShown() throws IOException {
        assertShown("clients in the file", json(ClientDocument.of(DESK)));
    }

    private static String json(Object message) {
        return new String(Json.write(message), StandardCharsets.UTF_8);
    }

    /** Compares what the document shows below the marker with what was written, whatever the layout. */
    private static void assertShown(String marker, String written) throws IOException {
        Matcher sample = Pattern.compile("<!-- " + marker + " -->\\s+```json\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "storage.md")));
        assertThat(sample.find()).as("docs/storage.md shows %s", marker).isTrue();
        assertThat(Document.parse(sample.group(1))).isEqualTo(Document.parse(written));
    }
}
