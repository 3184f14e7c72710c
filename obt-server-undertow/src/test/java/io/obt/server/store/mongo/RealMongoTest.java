package io.obt.server.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import io.obt.client.ClientId;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.store.Changes;
import io.obt.store.PartlyKeptException;
import io.obt.store.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What only a real MongoDB can show. */
@EnabledIfEnvironmentVariable(named = RealMongo.VARIABLE, matches = ".+")
final class RealMongoTest {
    private final RealMongo mongo = new RealMongo();
    private final MongoFleetStore store = mongo.store();

    @BeforeEach
    void writeSome() {
        store.write(new Changes(
                List.of(Samples.DESK),
                LongStream.rangeClosed(1, 100)
                        .mapToObj(i -> Samples.event(i, EventType.CLIENT_ONLINE, "client-" + i % 10))
                        .toList()));
    }

    @AfterEach
    void drop() {
        store.close();
        mongo.close();
    }

    @Test
    void everyWriteWaitsForTheJournalOfAMajority() {
        WriteConcerns seen = new WriteConcerns();
        try (MongoFleetStore listened = mongo.store(seen)) {
            WriteConcerns.writeInEveryWay(listened);
        }
        seen.assertAllWaitForTheJournalOfAMajority();
    }

    @Test
    void eventsAreFoundByTheirIndexes() {
        assertThat(planOf(new Document("_id", new Document("$gt", 50L))))
                .contains("\"_id_\"")
                .doesNotContain("COLLSCAN");
        assertThat(planOf(new Document("_id", new Document("$gt", 50L)).append("clientId", "client-1")))
                .contains("clientId_1__id_1")
                .doesNotContain("COLLSCAN")
                .doesNotContain("\"SORT\"");
        assertThat(planOf(new Document("_id", new Document("$gt", 50L)).append("type", "CLIENT_ONLINE")))
                .containsAnyOf("type_1__id_1", "\"_id_\"")
                .doesNotContain("COLLSCAN")
                .doesNotContain("\"SORT\"");
    }

    private String planOf(Document filter) {
        return mongo.database()
                .getCollection(MongoFleetStore.EVENTS)
                .find(filter)
                .sort(new Document("_id", 1))
                .explain()
                .get("queryPlanner", Document.class)
                .get("winningPlan", Document.class)
                .toJson();
    }

    @Test
    void retentionIsAnIndexThatFollowsItsSetting() {
        assertThat(retentionSeconds()).isEqualTo(Duration.ofDays(30).toSeconds());
        try (MongoFleetStore again = mongo.store(Duration.ofDays(7))) {
            again.check();
        }
        assertThat(retentionSeconds()).isEqualTo(Duration.ofDays(7).toSeconds());
    }

    private long retentionSeconds() {
        List<Document> indexes = mongo.database()
                .getCollection(MongoFleetStore.EVENTS)
                .listIndexes()
                .into(new ArrayList<>());
        return indexes.stream()
                .filter(index -> EventIndexes.RETENTION.equals(index.getString("name")))
                .findFirst()
                .orElseThrow()
                .get("expireAfterSeconds", Number.class)
                .longValue();
    }

    // MongoDB looks once a minute.
    @Test
    void oldEventsAreForgottenByMongoDbItself() {
        store.write(new Changes(
                List.of(),
                List.of(new FleetEvent(
                        1_000,
                        EventType.CLIENT_ONLINE,
                        Instant.now().minus(Duration.ofDays(31)),
                        new ClientId("old"),
                        null,
                        null,
                        "long ago"))));
        EventFilter old = new EventFilter(null, new ClientId("old"), null);
        await().atMost(Duration.ofMinutes(3)).until(() -> store.countEvents(old) == 0);
    }

    @Test
    void documentThatARuleForbidsIsRefusedAsSuchAndTheOthersAreKept() {
        mongo.database()
                .runCommand(new Document("collMod", MongoFleetStore.CLIENTS)
                        .append("validator", new Document("_id", new Document("$ne", "bare"))));
        PartlyKeptException e = catchThrowableOfType(
                PartlyKeptException.class,
                () -> store.write(new Changes(List.of(Samples.BARE, Samples.desk("lab")), List.of())));
        assertThat(e.never()).isEqualTo(Changes.of(Samples.BARE));
        assertThat(e.notYet()).isEqualTo(Changes.NONE);
        assertThat(store.clients()).contains(Samples.desk("lab"));
    }

    @Test
    void revisionRisesWithEachWrite() {
        long before = revision();
        store.write(Changes.of(Samples.desk("desk")));
        assertThat(revision()).isGreaterThan(before);
        try (MongoFleetStore next = mongo.store()) {
            next.write(Changes.of(Samples.desk("desk")));
        }
        assertThat(revision()).isGreaterThan(before + 900_000_000_000L);
    }

    private long revision() {
        Document desk = mongo.database()
                .getCollection(MongoFleetStore.CLIENTS)
                .find(Filters.eq("_id", "desk"))
                .first();
        return desk.getLong(ClientMapping.REVISION);
    }
}
