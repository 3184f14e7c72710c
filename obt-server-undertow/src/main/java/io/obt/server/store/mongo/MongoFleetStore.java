package io.obt.server.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.cursor.TimeoutMode;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import io.obt.access.Token;
import io.obt.audit.AuditEntry;
import io.obt.client.Client;
import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a fleet in a database of a MongoDB: {@code clients}, {@code events}, {@code tokens}, {@code audit} and {@code meta}. What is acknowledged is in
 * the journal of a majority of its servers, unless the URI asks for less. Only one server at a time may use a database.
 *
 * <p>docs/storage.md shows the documents, and says what is read and written when.
 */
public final class MongoFleetStore implements FleetStore {
    static final String CLIENTS = "clients";
    static final String EVENTS = "events";
    private static final String TOKENS = "tokens";
    private static final String AUDIT = "audit";

    private static final Duration SELECTION = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(5);

    private final MongoClient driver;
    private final MongoDatabase database;
    private final MongoFaults faults;
    private final MongoMeta meta;
    private final Tenancy tenancy;
    private final TimeSource time;
    private volatile @Nullable Revisions revisions;

    private MongoFleetStore(
            MongoClient driver, MongoAddress address, Function<MongoDatabase, Tenancy> tenancy, TimeSource time) {
        this.driver = driver;
        this.database = driver.getDatabase(address.database());
        this.tenancy = tenancy.apply(database);
        this.faults = new MongoFaults(address, driver::getClusterDescription);
        this.meta = new MongoMeta(database);
        this.time = time;
    }

    /**
     * The store of a server, which holds the database from its first write to its end. It has not connected yet: the first
     * call does, and whatever is wrong, it says.
     *
     * @param retention how long events are kept; a change of it changes the index
     */
    public static MongoFleetStore connect(MongoAddress address, Duration retention, TimeSource time) {
        return connect(settings(address).build(), address, retention, time);
    }

    /** The same, with the driver's {@code settings} somewhat changed. */
    static MongoFleetStore connect(
            MongoClientSettings settings, MongoAddress address, Duration retention, TimeSource time) {
        return new MongoFleetStore(
                MongoClients.create(settings),
                address,
                database -> new ServerTenancy(database, address, retention),
                time);
    }

    /**
     * The store of an export or import while no server runs: reading changes nothing, no index is made or changed, and
     * writing is refused while a server holds the database. It has not connected yet either.
     */
    public static MongoFleetStore forMove(MongoAddress address, TimeSource time) {
        return new MongoFleetStore(
                MongoClients.create(settings(address).build()),
                address,
                database -> new ImportTenancy(database, address),
                time);
    }

    static MongoClientSettings.Builder settings(MongoAddress address) {
        return MongoClientSettings.builder()
                .applicationName("obt")
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .retryWrites(true)
                .timeout(CALL.toMillis(), TimeUnit.MILLISECONDS)
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(SELECTION.toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout((int) SELECTION.toMillis(), TimeUnit.MILLISECONDS))
                // Last, so that what is said there wins.
                .applyConnectionString(address.uri());
    }

    @Override
    public String kind() {
        return "mongodb";
    }

    @Override
    public List<Client> clients() {
        return asking(() -> {
            List<Client> all = new ArrayList<>();
            // All of them take as long as they take; each batch must come in time.
            database.getCollection(CLIENTS)
                    .find()
                    .timeoutMode(TimeoutMode.ITERATION)
                    .map(ClientMapping::toClient)
                    .into(all);
            return all;
        });
    }

    @Override
    public void write(Changes changes) {
        Deadline deadline = deadline();
        writing(known -> {
            new ChangeWriter(raw(CLIENTS), raw(EVENTS), known, deadline).write(changes, faults);
            return true;
        });
    }

    private MongoCollection<RawBsonDocument> raw(String collection) {
        return database.getCollection(collection, RawBsonDocument.class);
    }

    private Deadline deadline() {
        Long millis = driver.getTimeout(TimeUnit.MILLISECONDS);
        return new Deadline(time, millis == null ? CALL : Duration.ofMillis(millis));
    }

    @Override
    public long reserveEventIds(long count) {
        return writing(known -> meta.reserve(count));
    }

    @Override
    public List<FleetEvent> events(EventFilter filter, long after, int limit) {
        return asking(() -> database.getCollection(EVENTS)
                .find(and(gt("_id", after), matching(filter)))
                .sort(ascending("_id"))
                .limit(limit)
                .map(EventMapping::toEvent)
                .into(new ArrayList<>()));
    }

    @Override
    public List<FleetEvent> newestEvents(int limit) {
        return asking(() -> {
            List<FleetEvent> newest = database.getCollection(EVENTS)
                    .find()
                    .sort(descending("_id"))
                    .limit(limit)
                    .timeoutMode(TimeoutMode.ITERATION)
                    .map(EventMapping::toEvent)
                    .into(new ArrayList<>());
            Collections.reverse(newest);
            return newest;
        });
    }

    @Override
    public long countEvents(EventFilter filter) {
        MongoCollection<Document> events = database.getCollection(EVENTS);
        // Of all it has the number at hand; of some it must look at each.
        return asking(() -> filter.equals(EventFilter.ALL)
                ? events.estimatedDocumentCount()
                : events.countDocuments(matching(filter)));
    }

    private static Bson matching(EventFilter filter) {
        Document query = new Document();
        if (filter.type() != null) {
            query.append("type", filter.type().name());
        }
        if (filter.clientId() != null) {
            query.append("clientId", filter.clientId().value());
        }
        if (filter.groupId() != null) {
            query.append("groupId", filter.groupId());
        }
        return query;
    }

    @Override
    public List<FleetEvent> eventsBefore(EventFilter filter, long before, int limit) {
        return asking(() -> database.getCollection(EVENTS)
                .find(and(lt("_id", before), matching(filter)))
                .sort(descending("_id"))
                .limit(limit)
                .map(EventMapping::toEvent)
                .into(new ArrayList<>()));
    }

    /** To the millisecond. MongoDB does the same by the index; this is for one that does not. */
    @Override
    public void removeEventsBefore(Instant limit) {
        writing(known -> database.getCollection(EVENTS).deleteMany(lt("at", EventMapping.date(limit))));
    }

    @Override
    public List<Token> tokens() {
        return asking(() ->
                database.getCollection(TOKENS).find().map(TokenMapping::toToken).into(new ArrayList<>()));
    }

    // Kept before others are forgotten: broken off in between, there is one token too many, and never one too few.
    @Override
    public void changeTokens(Collection<Token> kept, Collection<Token> forgotten) {
        List<WriteModel<Document>> writes = new ArrayList<>();
        kept.forEach(token -> writes.add(replacing(TokenMapping.toDocument(token))));
        forgotten.forEach(token -> writes.add(new DeleteOneModel<>(eq("_id", token.sha256()))));
        writeAll(TOKENS, writes);
    }

    @Override
    public void appendAudit(List<AuditEntry> entries) {
        writeAll(
                AUDIT,
                entries.stream()
                        .map(entry -> replacing(AuditMapping.toDocument(entry)))
                        .toList());
    }

    private static WriteModel<Document> replacing(Document document) {
        return new ReplaceOneModel<>(eq("_id", document.get("_id")), document, new ReplaceOptions().upsert(true));
    }

    private void writeAll(String collection, List<? extends WriteModel<Document>> writes) {
        if (!writes.isEmpty()) {
            asking(() -> database.getCollection(collection).bulkWrite(writes));
        }
    }

    @Override
    public List<AuditEntry> audit(@Nullable String before, int limit) {
        return asking(() -> database.getCollection(AUDIT)
                .find(before == null ? new Document() : lt("_id", before))
                .sort(descending("_id"))
                .limit(limit)
                .map(AuditMapping::toEntry)
                .into(new ArrayList<>()));
    }

    @Override
    public long countAudit() {
        return asking(() -> database.getCollection(AUDIT).estimatedDocumentCount());
    }

    @Override
    public void check() {
        writing(known -> {
            meta.touch(time.now());
            return true;
        });
    }

    private <T> T writing(Function<Revisions, T> step) {
        return asking(() -> step.apply(begun()));
    }

    private <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (MongoException | IllegalStateException e) {
            throw faults.explained(e);
        }
    }

    private Revisions begun() {
        Revisions known = revisions;
        return known == null ? begin() : known;
    }

    private synchronized Revisions begin() {
        Revisions known = revisions;
        if (known == null) {
            known = new Revisions(tenancy.begin());
            revisions = known;
        }
        return known;
    }

    @Override
    public void close() {
        tenancy.end();
        driver.close();
    }
}
