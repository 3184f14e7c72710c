package io.obt.server.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.event.EventFilter;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.store.FleetStoreContract;
import io.obt.store.Samples;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract, kept by a MongoDB that is none: {@link RealMongoFleetStoreTest} runs it against one. */
final class MongoFleetStoreTest extends FleetStoreContract {
    private final InProcessMongo mongo = new InProcessMongo();

    @BeforeAll
    static void sayWhich() {
        System.out.println("The contract of a store, on MongoDB: mongo-java-server in process");
    }

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void allEventsAreCountedWithoutALookAtThem() {
        try (FleetStore store = emptyStore()) {
            store.write(new Changes(List.of(), List.of(Samples.event(1), Samples.event(2))));
            mongo.commands().clear();
            assertThat(store.countEvents(EventFilter.ALL)).isEqualTo(2);
            assertThat(mongo.commands()).contains("count").doesNotContain("aggregate", "find");
        }
    }

    @Override
    protected FleetStore emptyStore() {
        return mongo.store();
    }

    @Override
    protected FleetStore reopened(FleetStore store) {
        store.close();
        return mongo.store();
    }
}
