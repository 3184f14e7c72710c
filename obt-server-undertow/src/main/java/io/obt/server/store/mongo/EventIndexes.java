package io.obt.server.store.mongo;

import static com.mongodb.client.model.Indexes.ascending;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What makes the log quick to search and lets MongoDB forget old events by itself. Clients need none: they are read all at
 * once or by id.
 */
final class EventIndexes {
    static final String RETENTION = "retention";

    private static final String EXPIRY = "expireAfterSeconds";

    private EventIndexes() {}

    /** Makes what is missing, and follows a changed {@code retention}. Cheap when all is as it should be. */
    static void ensure(MongoDatabase database, Duration retention) {
        MongoCollection<Document> events = database.getCollection(MongoFleetStore.EVENTS);
        events.createIndex(ascending("clientId", "_id"));
        events.createIndex(ascending("type", "_id"));
        // Few have one, so the index holds only those.
        events.createIndex(
                ascending("groupId", "_id"), new IndexOptions().partialFilterExpression(Filters.exists("groupId")));
        long seconds = seconds(retention);
        Document existing = find(events);
        if (existing == null) {
            create(events, seconds);
        } else if (!(existing.get(EXPIRY) instanceof Number expiry) || expiry.longValue() != seconds) {
            change(database, events, seconds);
        }
    }

    // Rounded up, and as much as the index can take: 68 years.
    private static long seconds(Duration retention) {
        return Math.min(retention.plusMillis(999).toSeconds(), Integer.MAX_VALUE);
    }

    private static @Nullable Document find(MongoCollection<Document> events) {
        for (Document index : events.listIndexes()) {
            if (RETENTION.equals(index.getString("name"))) {
                return index;
            }
        }
        return null;
    }

    private static void create(MongoCollection<Document> events, long seconds) {
        events.createIndex(ascending("at"), new IndexOptions().name(RETENTION).expireAfter(seconds, TimeUnit.SECONDS));
    }

    private static void change(MongoDatabase database, MongoCollection<Document> events, long seconds) {
        try {
            database.runCommand(new Document("collMod", MongoFleetStore.EVENTS)
                    .append("index", new Document("name", RETENTION).append(EXPIRY, seconds)));
        } catch (MongoCommandException e) {
            // A user who may not change an index may still make one.
            events.dropIndex(RETENTION);
            create(events, seconds);
        }
    }
}
