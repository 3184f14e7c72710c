package io.obt.server.store.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.obt.store.Changes;
import io.obt.store.Samples;
import io.obt.store.StoreRefusedException;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server holds its database from its first write to its end, and an import keeps away meanwhile. */
@Timeout(60)
final class HolderTest {
    private final InProcessMongo mongo = new InProcessMongo();
    private final MongoClient driver = MongoClients.create(mongo.address().uri());
    private final MongoDatabase database = driver.getDatabase(mongo.database());
    private final MongoCollection<Document> meta = database.getCollection("meta");

    @AfterEach
    void stop() {
        driver.close();
        mongo.close();
    }

    @Test
    void importIsRefusedBesideAServerAndToldWhoAndTheWayOut() {
        try (MongoFleetStore server = mongo.store();
                MongoFleetStore moved = mongo.moveStore()) {
            server.check();
            String host = held().getString("host");
            assertThatExceptionOfType(StoreRefusedException.class)
                    .isThrownBy(() -> moved.write(Changes.of(Samples.DESK)))
                    .withMessageMatching(
                            "MongoDB at \\Q" + mongo.host() + "\\E, database \\w+ is in use by the server on"
                                    + " \\Q" + host
                                    + "\\E, which said so \\d+ s ago; import through it by --server URL, or stop it\\."
                                    + " One that was killed is forgotten after 30 s");
            assertThat(server.clients()).isEmpty();
            assertThat(moved.clients()).as("reading is free").isEmpty();
        }
    }

    @Test
    void serverThatEndedLetsGoAtOnce() {
        try (MongoFleetStore server = mongo.store()) {
            server.check();
        }
        assertThat(held()).isNull();
        assertImportIsAllowed();
    }

    @Test
    void serverThatWasKilledIsForgottenAfterAWhile() {
        try (MongoFleetStore killed = mongo.store()) {
            killed.check();
            meta.updateOne(
                    eq("_id", "holder"),
                    set("renewedAt", Date.from(Instant.now().minusSeconds(31))));
            assertImportIsAllowed();
        }
    }

    @Test
    void serverThatAnotherHasTakenTheDatabaseFromHoldsItNoMore() {
        Holder holder = new Holder(database, mongo.address());
        holder.renew(8);
        holder.renew(7);
        assertThat(held()).containsEntry("start", 8L);
        holder.release(7);
        assertThat(held()).containsEntry("start", 8L);
        holder.renew(9);
        assertThat(held()).containsEntry("start", 9L);
        holder.release(9);
        assertThat(held()).isNull();
    }

    @Test
    void renewalMakesItFreshAgain() {
        Holder holder = new Holder(database, mongo.address());
        holder.renew(1);
        Date old = Date.from(Instant.now().minusSeconds(29));
        meta.updateOne(eq("_id", "holder"), set("renewedAt", old));
        holder.renew(1);
        assertThat(held().getDate("renewedAt")).isAfter(old);
        assertThatExceptionOfType(StoreRefusedException.class).isThrownBy(holder::refuseIfHeld);
    }

    private void assertImportIsAllowed() {
        try (MongoFleetStore moved = mongo.moveStore()) {
            moved.write(Changes.of(Samples.DESK));
            assertThat(moved.clients()).containsExactly(Samples.DESK);
        }
    }

    private Document held() {
        return meta.find(eq("_id", "holder")).first();
    }
}
