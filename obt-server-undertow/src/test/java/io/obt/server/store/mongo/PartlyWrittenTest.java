package io.obt.server.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.bwaldvogel.mongo.bson.Document;
import io.obt.client.Client;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import io.obt.store.Changes;
import io.obt.store.PartlyKeptException;
import io.obt.store.Samples;
import io.obt.store.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bulks that fail in part: what was kept is kept, and what was not is handed back, sorted by whether to try again. */
final class PartlyWrittenTest {
    private final InProcessMongo mongo = new InProcessMongo();
    private final MongoFleetStore store = mongo.store();

    @AfterEach
    void stop() {
        store.close();
        mongo.close();
    }

    @Test
    void documentThatIsTooLargeIsNeverKeptAndHoldsNoOtherBack() {
        Client huge = huge();
        PartlyKeptException e =
                notAllOf(new Changes(List.of(Samples.DESK, huge, Samples.BARE), List.of(Samples.event(1))));
        assertThat(e.never()).isEqualTo(Changes.of(huge));
        assertThat(e.notYet()).isEqualTo(Changes.NONE);
        assertThat(e)
                .hasMessageMatching(
                        "MongoDB cannot hold it: A document has \\d{8} bytes; MongoDB takes 16777216 at most");
        assertThat(store.clients()).containsExactlyInAnyOrder(Samples.DESK, Samples.BARE);
        assertThat(store.countEvents(EventFilter.ALL)).isEqualTo(1);
    }

    @Test
    void documentThatARuleOfTheDatabaseForbidsIsNeverKept() {
        store.check();
        refuse("desk", 121, "Document failed validation");
        PartlyKeptException e = notAllOf(new Changes(List.of(Samples.DESK, Samples.BARE), List.of()));
        assertThat(e.never()).isEqualTo(Changes.of(Samples.DESK));
        assertThat(e.notYet()).isEqualTo(Changes.NONE);
        assertThat(e)
                .hasMessage("MongoDB at " + mongo.host()
                        + " refused a document with error 121: Document failed validation");
    }

    @Test
    void documentThatFailedForAReasonThatMayPassIsKeptAtTheNextAttempt() {
        store.check();
        refuse("desk", 14_031, "not enough disk space");
        PartlyKeptException e = notAllOf(new Changes(List.of(Samples.DESK, Samples.BARE), List.of(Samples.event(1))));
        assertThat(e.notYet()).isEqualTo(Changes.of(Samples.DESK));
        assertThat(e.never()).isEqualTo(Changes.NONE);

        mongo.meddle((command, document, usual) -> null);
        store.write(e.notYet());
        assertThat(store.clients()).contains(Samples.DESK);
        assertThat(store.events(EventFilter.ALL, 0, 10)).containsExactly(Samples.event(1));
    }

    @Test
    void eventsWithoutATimeThatADateCanHoldAreNeverKept() {
        FleetEvent never =
                new FleetEvent(2, EventType.SERVER_STARTED, Instant.MAX, null, null, null, "at the end of time");
        PartlyKeptException e = notAllOf(new Changes(List.of(), List.of(Samples.event(1), never, Samples.event(3))));
        assertThat(e.never().events()).containsExactly(never);
        assertThat(store.events(EventFilter.ALL, 0, 10)).containsExactly(Samples.event(1), Samples.event(3));
    }

    @Test
    void whenNothingWasKeptItIsAnOutageAndNoPart() {
        store.check();
        mongo.meddle((command, document, usual) -> command.equals("update") || command.equals("insert")
                ? InProcessMongo.error(10_107, "NotWritablePrimary", "not primary")
                : null);
        StoreUnavailableException e = catchThrowableOfType(
                StoreUnavailableException.class,
                () -> store.write(new Changes(List.of(Samples.DESK), List.of(Samples.event(1)))));
        assertThat(e)
                .isExactlyInstanceOf(StoreUnavailableException.class)
                .hasMessage("MongoDB at " + mongo.host()
                        + " has no primary at the moment; the next attempt looks for the new one");
    }

    @Test
    void connectionThatBreaksBetweenBulksLeavesTheRestForTheNextAttempt() {
        List<Client> clients = IntStream.range(0, 2_500)
                .mapToObj(i -> Samples.bare("client-" + i))
                .toList();
        store.check();
        int[] bulks = {0};
        mongo.meddle((command, document, usual) -> command.equals("update") && bulks[0]++ > 0
                ? InProcessMongo.error(10_107, "NotWritablePrimary", "not primary")
                : null);
        PartlyKeptException e = notAllOf(new Changes(clients, List.of(Samples.event(1))));
        assertThat(e.notYet().clients()).hasSize(1_500);
        assertThat(e.notYet().events()).containsExactly(Samples.event(1));
        assertThat(e.never()).isEqualTo(Changes.NONE);

        mongo.meddle((command, document, usual) -> null);
        store.write(e.notYet());
        assertThat(store.clients()).hasSize(2_500);
        assertThat(store.countEvents(EventFilter.ALL)).isEqualTo(1);
    }

    private PartlyKeptException notAllOf(Changes changes) {
        PartlyKeptException e = catchThrowableOfType(PartlyKeptException.class, () -> store.write(changes));
        assertThat(e).isNotNull();
        return e;
    }

    /** The next update fails for one of the clients in it, as a server says it, and succeeds for the others. */
    private void refuse(String clientId, int code, String words) {
        mongo.meddle((command, document, usual) -> {
            if (!command.equals("update")) {
                return null;
            }
            @SuppressWarnings("unchecked")
            List<Document> updates = (List<Document>) document.get("updates");
            int index = IntStream.range(0, updates.size())
                    .filter(i -> ((Document) updates.get(i).get("q")).toString().contains(clientId))
                    .findFirst()
                    .orElseThrow();
            document.put(
                    "updates",
                    updates.stream()
                            .filter(update -> updates.indexOf(update) != index)
                            .toList());
            Document answer = usual.get();
            return answer.append(
                    "writeErrors",
                    List.of(new Document("index", index).append("code", code).append("errmsg", words)));
        });
    }

    private static Client huge() {
        String text = "x".repeat(8 * 1024);
        Inventory inventory = new Inventory(
                "huge",
                IntStream.range(0, Inventory.MAX_MODELS)
                        .mapToObj(i -> new InstalledModel(
                                new ModelDescriptor(
                                        ModelName.of("model-" + i),
                                        null,
                                        null,
                                        text,
                                        text,
                                        null,
                                        text,
                                        null,
                                        null,
                                        null,
                                        null),
                                null))
                        .toList());
        return Samples.desk("huge").with(inventory);
    }
}
