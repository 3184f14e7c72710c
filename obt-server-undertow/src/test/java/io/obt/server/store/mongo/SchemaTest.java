package io.obt.server.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.obt.store.Samples;
import io.obt.store.StoreRefusedException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of other versions, and documents that somebody has edited. */
final class SchemaTest {
    // As if version 2 had renamed a field and version 3 had split it.
    private static final Schema THIRD = new Schema(
            "clients",
            3,
            Map.of(
                    1,
                    document -> {
                        document.put("site", document.remove("place"));
                        return document;
                    },
                    2,
                    document -> {
                        String[] parts = document.getString("site").split("/", 2);
                        return document.append("site", parts[0]).append("rack", parts[1]);
                    }));

    @Test
    void olderDocumentIsBroughtUpToDateStepByStep() {
        Document old = new Document("_id", "desk").append("schema", 1).append("place", "lab/7");
        assertThat(THIRD.read(old, Stored::document))
                .isEqualTo(new Document("_id", "desk")
                        .append("schema", 3)
                        .append("site", "lab")
                        .append("rack", "7"));
    }

    @Test
    void documentOfTheVersionBetweenTakesOnlyTheStepsAhead() {
        Document old = new Document("_id", "desk").append("schema", 2).append("site", "lab/7");
        String rack = THIRD.read(old, stored -> stored.text("rack"));
        assertThat(rack).isEqualTo("7");
    }

    @Test
    void documentOfThisVersionIsReadAsItIs() {
        Document current = new Document("_id", "desk").append("schema", 3).append("site", "lab/7");
        assertThat(THIRD.current(current)).isSameAs(current);
    }

    @Test
    void newerDocumentIsRefusedWithBothVersionsAndTheWayOut() {
        Document newer = new Document("_id", "desk").append("schema", 4);
        assertThatExceptionOfType(StoreRefusedException.class)
                .isThrownBy(() -> THIRD.current(newer))
                .withMessage(
                        "The document clients/desk in MongoDB has version 4; this OBT knows version 3. Use the OBT that"
                                + " wrote it, or a newer one");
    }

    @Test
    void schemaWithoutAWayFromEachOlderVersionCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schema("clients", 3, Map.of(1, document -> document)))
                .withMessage("No step leads from version 2 of clients");
    }

    @Test
    void newerClientAndNewerEventAreRefused() {
        Document client = ClientMapping.toDocument(Samples.DESK, 1).append("schema", 2);
        assertThatExceptionOfType(StoreRefusedException.class)
                .isThrownBy(() -> ClientMapping.toClient(client))
                .withMessageStartingWith(
                        "The document clients/desk in MongoDB has version 2; this OBT knows version 1");
        Document event = EventMapping.toDocument(Samples.event(17)).append("schema", 2);
        assertThatExceptionOfType(StoreRefusedException.class)
                .isThrownBy(() -> EventMapping.toEvent(event))
                .withMessageStartingWith("The document events/17 in MongoDB has version 2; this OBT knows version 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "text", "zero"})
    void documentWithoutAVersionIsNoneOfOurs(String how) {
        Document document = new Document("_id", "desk");
        if (how.equals("text")) {
            document.append("schema", "1");
        } else if (how.equals("zero")) {
            document.append("schema", 0);
        }
        assertThatExceptionOfType(StoreRefusedException.class)
                .isThrownBy(() -> ClientMapping.toClient(document))
                .withMessageStartingWith(
                        "The document clients/desk in MongoDB has no version and so is none of OBT's.");
    }

    @Test
    void fieldThatIsMissingOrOfAnotherKindIsNamed() {
        assertUnreadable(desk -> desk.remove("lastSeen"), "its field 'lastSeen' is missing");
        assertUnreadable(
                desk -> desk.append("labels", "gpu=a100"), "its field 'labels' holds something that is no List");
        assertUnreadable(desk -> desk.append("reported", 1), "its field 'reported' holds something that is no Boolean");
        assertUnreadable(
                desk -> desk.append("lastSeen", new Date()), "its field 'lastSeen' holds something that is no String");
        assertUnreadable(desk -> desk.append("allow", List.of(7)), "its field 'allow'");
        assertUnreadable(desk -> desk.append("status", "WELL"), "WELL");
        assertUnreadable(desk -> desk.append("lastSeen", "yesterday"), "'yesterday'");
        assertUnreadable(
                desk -> desk.get("hardware", Document.class).append("cpuCores", 1.5),
                "its field 'cpuCores' is no whole number");
        assertUnreadable(desk -> desk.append("models", twice(desk)), "is listed twice");
    }

    @Test
    void wholeNumberThatTheShellMadeADoubleIsRead() {
        Document desk = ClientMapping.toDocument(Samples.DESK, 1);
        desk.get("hardware", Document.class).append("cpuCores", 64.0);
        assertThat(ClientMapping.toClient(desk)).isEqualTo(Samples.DESK);
    }

    private interface Edit {
        void to(Document desk);
    }

    private static void assertUnreadable(Edit edit, String why) {
        Document desk = ClientMapping.toDocument(Samples.DESK, 1);
        edit.to(desk);
        assertThatExceptionOfType(StoreRefusedException.class)
                .isThrownBy(() -> ClientMapping.toClient(desk))
                .withMessageStartingWith("The document clients/desk in MongoDB cannot be read (")
                .withMessageContaining(why)
                .withMessageEndingWith("; mend or remove it: docs/storage.md shows how one looks");
    }

    private static List<Document> twice(Document desk) {
        List<Document> models = new ArrayList<>(desk.getList("models", Document.class));
        models.add(models.get(0));
        return models;
    }
}
