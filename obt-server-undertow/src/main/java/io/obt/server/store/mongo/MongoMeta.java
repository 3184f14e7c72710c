package io.obt.server.store.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;

/** What is true of the fleet as a whole: the collection {@code meta}, one document a fact. */
final class MongoMeta {
    static final String COLLECTION = "meta";
    static final Schema SCHEMA = Schema.first(COLLECTION);

    private static final FindOneAndUpdateOptions UPSERT =
            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

    private final MongoCollection<Document> meta;

    MongoMeta(MongoDatabase database) {
        this.meta = database.getCollection(COLLECTION);
    }

    /** Which start of a server or an import this is, from 1. */
    long countStart() {
        return count("starts", "count", 1);
    }

    /** Reserves {@code count} numbers and returns the first; an answer that is lost leaves a gap. */
    long reserve(long count) {
        return count("eventIds", "reserved", count) - count + 1;
    }

    private long count(String id, String field, long by) {
        Document after = meta.findOneAndUpdate(eq("_id", id), combine(inc(field, by), version()), UPSERT);
        return SCHEMA.read(Stored.present(id, after), stored -> stored.number(field));
    }

    /** Writes something, to see whether it can be. */
    void touch(Instant now) {
        meta.updateOne(
                eq("_id", "check"),
                combine(set("at", new Date(now.toEpochMilli())), version()),
                new UpdateOptions().upsert(true));
    }

    /** Gives a document that is made by an update its version. */
    static Bson version() {
        return setOnInsert(Schema.FIELD, SCHEMA.version());
    }
}
