package io.obt.server.store.mongo;

import io.obt.store.FleetStore;
import io.obt.store.FleetStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

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
