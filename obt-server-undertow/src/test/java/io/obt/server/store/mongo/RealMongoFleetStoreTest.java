package io.obt.server.store.mongo;

import io.obt.store.FleetStore;
import io.obt.store.FleetStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract, kept by a real MongoDB. */
@EnabledIfEnvironmentVariable(named = RealMongo.VARIABLE, matches = ".+")
final class RealMongoFleetStoreTest extends FleetStoreContract {
    private final RealMongo mongo = new RealMongo();

    @BeforeAll
    static void sayWhich() {
        try (RealMongo mongo = new RealMongo()) {
            System.out.println("The contract of a store, on " + mongo.name());
        }
    }

    @AfterEach
    void drop() {
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
