package io.obt.server.store.mongo;

import io.obt.time.TimeSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is acknowledged is in the journal of a majority; {@link RealMongoTest} asks a real MongoDB for the same. */
@Timeout(60)
final class WriteConcernTest {
    @Test
    void everyWriteAsksForTheJournalOfAMajority() {
        WriteConcerns seen = new WriteConcerns();
        try (InProcessMongo mongo = new InProcessMongo();
                MongoFleetStore store = MongoFleetStore.connect(
                        MongoFleetStore.settings(mongo.address())
                                .addCommandListener(seen)
                                .build(),
                        mongo.address(),
                        Duration.ofDays(30),
                        TimeSource.system())) {
            WriteConcerns.writeInEveryWay(store);
        }
        seen.assertAllWaitForTheJournalOfAMajority();
    }
}
