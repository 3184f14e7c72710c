package io.obt.server.store.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import io.obt.time.TimeSource;
import java.time.Duration;
import java.util.UUID;
import org.bson.Document;

/** A database of its own in the MongoDB that {@code OBT_TEST_MONGODB_URI} names; dropped at the end. */
final class RealMongo implements AutoCloseable {
    static final String VARIABLE = "OBT_TEST_MONGODB_URI";

    private final ConnectionString uri = new ConnectionString(System.getenv(VARIABLE));
    private final MongoClient driver = MongoClients.create(uri);
    private final MongoAddress address =
            new MongoAddress(uri, "obt_test_" + UUID.randomUUID().toString().substring(0, 8));

    MongoFleetStore store() {
        return store(Duration.ofDays(30));
    }

    MongoFleetStore store(Duration retention) {
        return MongoFleetStore.connect(address, retention, TimeSource.system());
    }

    /** A store whose driver tells {@code listener} of each command. */
    MongoFleetStore store(CommandListener listener) {
        return MongoFleetStore.connect(
                MongoFleetStore.settings(address).addCommandListener(listener).build(),
                address,
                Duration.ofDays(30),
                TimeSource.system());
    }

    MongoDatabase database() {
        return driver.getDatabase(address.database());
    }

    /** Its version and where it runs. */
    String name() {
        return "MongoDB " + database().runCommand(new Document("buildInfo", 1)).getString("version") + " at "
                + address.hosts();
    }

    @Override
    public void close() {
        database().drop();
        driver.close();
    }
}
