package io.obt.server.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.ConnectionString;
import de.bwaldvogel.mongo.bson.Document;
import io.obt.client.ClientId;
import io.obt.store.Changes;
import io.obt.store.Samples;
import io.obt.store.StoreRefusedException;
import io.obt.store.StoreUnavailableException;
import io.obt.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writes that the server executes after we gave them up, and writes of servers that should have ended. */
@Timeout(60)
final class LateWriteTest {
    private final InProcessMongo mongo = new InProcessMongo();

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void writeThatTimedOutAndIsExecutedLaterOverwritesNothingNewer() {
        try (MongoFleetStore store = mongo.store()) {
            store.write(Changes.of(Samples.bare("other")));
            HeldBack held = new HeldBack("update");
            mongo.meddle(held);
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> store.write(Changes.of(Samples.bare("desk"))));
            store.write(Changes.of(Samples.desk("desk")));

            held.letGo();
            assertThat(store.clients()).containsExactlyInAnyOrder(Samples.bare("other"), Samples.desk("desk"));
        }
    }

    @Test
    void forgettingThatTimedOutAndIsExecutedLaterTakesNothingThatWasWrittenSince() {
        try (MongoFleetStore store = mongo.store()) {
            store.write(Changes.of(Samples.bare("desk")));
            HeldBack held = new HeldBack("delete");
            mongo.meddle(held);
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> store.write(Changes.forgetting(new ClientId("desk"))));
            store.write(Changes.of(Samples.desk("desk")));

            held.letGo();
            assertThat(store.clients()).containsExactly(Samples.desk("desk"));
        }
    }

    @Test
    void lateWriteOfAServerThatWasKilledOverwritesNothingOfItsSuccessor() {
        HeldBack held = new HeldBack("update");
        try (MongoFleetStore killed = mongo.store()) {
            killed.write(Changes.of(Samples.bare("desk")));
            killed.write(Changes.of(Samples.bare("desk")));
            mongo.meddle(held);
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> killed.write(Changes.of(Samples.bare("desk"))));
        }
        try (MongoFleetStore successor = mongo.store()) {
            successor.write(Changes.of(Samples.desk("desk")));
            held.letGo();
            assertThat(successor.clients()).containsExactly(Samples.desk("desk"));
        }
    }

    @Test
    void serverThatAnotherHasTakenTheDatabaseFromIsRefusedAndOverwritesNothing() {
        try (MongoFleetStore first = mongo.store();
                MongoFleetStore second = mongo.store()) {
            first.write(Changes.of(Samples.bare("desk")));
            second.write(Changes.of(Samples.desk("desk")));
            assertThatExceptionOfType(StoreRefusedException.class)
                    .isThrownBy(() -> first.write(Changes.of(Samples.bare("desk"))))
                    .withMessageStartingWith(
                            "Another OBT server has started on this database and written client desk;");
            assertThatExceptionOfType(StoreRefusedException.class)
                    .isThrownBy(() -> first.write(Changes.forgetting(new ClientId("desk"))))
                    .withMessageStartingWith(
                            "Another OBT server has started on this database and written client desk;");
            assertThat(second.clients()).containsExactly(Samples.desk("desk"));
        }
    }

    @Test
    void callGivesUpAfterTheTimeThatTheUriAllows() {
        try (MongoFleetStore store = impatient()) {
            store.check();
            CountDownLatch end = new CountDownLatch(1);
            mongo.meddle((command, document, usual) -> await(end));
            long begin = System.nanoTime();
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> store.write(new Changes(List.of(Samples.DESK), List.of(Samples.event(1)))))
                    .withMessage("MongoDB at " + mongo.host()
                            + " did not answer in time (timeoutMS in OBT_MONGODB_URI says how long)");
            // Much longer than it takes, since the machine may be busy, and much shorter than it would without.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            end.countDown();
        }
    }

    private static Document await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private MongoFleetStore impatient() {
        String uri = "mongodb://" + mongo.host() + "/?timeoutMS=500&retryWrites=false";
        return MongoFleetStore.connect(
                new MongoAddress(new ConnectionString(uri), mongo.address().database()),
                Duration.ofDays(30),
                TimeSource.system());
    }

    /** Says of the first of its commands that there was no time for it, and executes it when it is let go. */
    private static final class HeldBack implements InProcessMongo.Meddler {
        private final String name;
        private final List<Supplier<Document>> held = new CopyOnWriteArrayList<>();

        HeldBack(String name) {
            this.name = name;
        }

        @Override
        public Document before(String command, Document document, Supplier<Document> usual) {
            if (!command.equals(name) || !held.isEmpty()) {
                return null;
            }
            held.add(usual);
            return InProcessMongo.error(262, "ExceededTimeLimit", "operation exceeded time limit");
        }

        void letGo() {
            assertThat(held).hasSize(1);
            assertThat(held.get(0).get())
                    .as("the server's answer, which nobody hears")
                    .isNotNull();
        }
    }
}
