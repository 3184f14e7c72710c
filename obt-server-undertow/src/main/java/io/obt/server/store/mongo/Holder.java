package io.obt.server.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.currentDate;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import io.obt.store.StoreRefusedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;

/**
 * Which server uses a database: the document {@code meta/holder}, which it renews as long as it does, and which counts for
 * nothing when it has not been for a while. All times in it are MongoDB's own, so the clocks of the machines do not matter.
 *
 * <pre>{@code {"_id": "holder", "schema": 1, "start": 7, "host": "desk.lan", "renewedAt": {"$date": ...}}}</pre>
 */
final class Holder {
    /** How often it is to be renewed. */
    static final Duration RHYTHM = Duration.ofSeconds(10);

    private static final Duration VALIDITY = Duration.ofSeconds(30);
    private static final String ID = "holder";

    private final MongoDatabase database;
    private final MongoCollection<Document> meta;
    private final MongoAddress address;

    Holder(MongoDatabase database, MongoAddress address) {
        this.database = database;
        this.meta = database.getCollection(MongoMeta.COLLECTION);
        this.address = address;
    }

    /** Says that the server of this {@code start} uses it; one of a later start, if there is, goes on holding it. */
    void renew(long start) {
        try {
            meta.updateOne(
                    and(eq("_id", ID), lte("start", start)),
                    combine(
                            set("start", start),
                            set("host", hostName()),
                            currentDate("renewedAt"),
                            MongoMeta.version()),
                    new UpdateOptions().upsert(true));
        } catch (MongoWriteException e) {
            // A later start's does not match, so the upsert meets it as a duplicate.
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a machine that does not know its name";
        }
    }

    /** Says that the server of this {@code start} does not use it any more. */
    void release(long start) {
        meta.deleteOne(and(eq("_id", ID), eq("start", start)));
    }

    /** @throws StoreRefusedException if a server uses it, or did a moment ago and has not said otherwise */
    void refuseIfHeld() {
        Document held = meta.find(eq("_id", ID)).first();
        if (held == null) {
            return;
        }
        Duration age = MongoMeta.SCHEMA.read(
                held,
                stored -> Duration.between(
                        Stored.present("renewedAt", stored.value("renewedAt", Date.class))
                                .toInstant(),
                        now().toInstant()));
        if (age.compareTo(VALIDITY) < 0) {
            throw new StoreRefusedException(
                    address + " is in use by the server on " + held.getString("host") + ", which said so "
                            + Math.max(0, age.toSeconds()) + " s ago; import through it by --server URL, or stop it."
                            + " One that was killed is forgotten after " + VALIDITY.toSeconds() + " s",
                    new IllegalStateException("held by start " + held.get("start")));
        }
    }

    // The older name of hello, which every version answers to.
    private Date now() {
        Document answer = database.runCommand(new Document("isMaster", 1));
        return Stored.present("localTime", answer.getDate("localTime"));
    }
}
