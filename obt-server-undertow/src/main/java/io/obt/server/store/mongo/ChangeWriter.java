package io.obt.server.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.event.FleetEvent;
import io.obt.store.Changes;
import io.obt.store.PartlyKeptException;
import io.obt.store.StoreRefusedException;
import io.obt.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Brings one {@link Changes} to MongoDB, clients first. For one thread and one call.
 *
 * <p>A client replaces only what has a lower revision. When the document there has a higher one, the filter finds nothing,
 * the upsert becomes an insert, and the id is a duplicate: a write that comes late ends so and harms nothing. An event is
 * inserted, and a duplicate means that it is there. Likewise only what has a lower revision is forgotten.
 */
final class ChangeWriter {
    // Two first writes of one client may both become inserts; the one that loses is tried again.
    private static final int ATTEMPTS = 3;
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    private final MongoCollection<RawBsonDocument> clients;
    private final MongoCollection<RawBsonDocument> events;
    private final Revisions revisions;
    private final Deadline deadline;
    private final List<Client> clientsNotYet = new ArrayList<>();
    private final List<Client> clientsNever = new ArrayList<>();
    private final List<FleetEvent> eventsNotYet = new ArrayList<>();
    private final List<FleetEvent> eventsNever = new ArrayList<>();
    private @Nullable RuntimeException fault;
    private boolean broken;

    ChangeWriter(
            MongoCollection<RawBsonDocument> clients,
            MongoCollection<RawBsonDocument> events,
            Revisions revisions,
            Deadline deadline) {
        this.clients = clients;
        this.events = events;
        this.revisions = revisions;
        this.deadline = deadline;
    }

    /**
     * Returns if all is durable.
     *
     * @throws PartlyKeptException if a part is
     */
    void write(Changes changes, MongoFaults faults) {
        long revision = revisions.next();
        forget(changes.forgotten(), revision);
        writeClients(changes.clients(), revision);
        writeEvents(changes.events());
        if (fault == null) {
            return;
        }
        StoreUnavailableException explained = faults.explained(fault);
        Changes notYet = new Changes(clientsNotYet, eventsNotYet);
        boolean nothingKept = clientsNotYet.size() == changes.clients().size()
                && eventsNotYet.size() == changes.events().size();
        throw nothingKept
                ? explained
                : new PartlyKeptException(explained, notYet, new Changes(clientsNever, eventsNever));
    }

    private void forget(List<ClientId> ids, long revision) {
        if (ids.isEmpty()) {
            return;
        }
        Bson these = in("_id", ids.stream().map(ClientId::value).toList());
        deadline.within(clients).deleteMany(and(these, lt(ClientMapping.REVISION, revision)));
        for (RawBsonDocument left : revisionsOf(these)) {
            if (revisions.isOfLaterStart(revisionOf(left))) {
                throw takenOver(idOf(left));
            }
        }
    }

    private void writeClients(List<Client> changed, long revision) {
        List<Client> left = changed;
        for (int attempt = 0; attempt < ATTEMPTS && !left.isEmpty(); attempt++) {
            BulkWrite<Client> bulk = new BulkWrite<Client>(
                            clients,
                            client -> ClientMapping.toDocument(client, revision),
                            document -> replacement(document, revision),
                            deadline)
                    .write(left);
            clientsNotYet.addAll(bulk.notYet());
            clientsNever.addAll(bulk.never());
            note(bulk.fault());
            broken |= bulk.isBroken();
            left = bulk.duplicates().isEmpty() ? List.of() : olderThan(revision, bulk.duplicates());
        }
        if (!left.isEmpty()) {
            clientsNotYet.addAll(left);
            note(new MongoException("Others write the same clients all the time"));
        }
    }

    private static WriteModel<RawBsonDocument> replacement(RawBsonDocument document, long revision) {
        return new ReplaceOneModel<>(
                and(eq("_id", document.get("_id")), lt(ClientMapping.REVISION, revision)), document, UPSERT);
    }

    /** Those of {@code duplicates} that are stored with a lower revision after all. */
    private List<Client> olderThan(long revision, List<Client> duplicates) {
        Map<String, Client> byId = new HashMap<>();
        duplicates.forEach(client -> byId.put(client.id().value(), client));
        List<Client> older = new ArrayList<>();
        try {
            for (RawBsonDocument stored : revisionsOf(in("_id", byId.keySet()))) {
                Client client = Stored.present("_id", byId.get(idOf(stored)));
                long found = revisionOf(stored);
                if (found < revision) {
                    older.add(client);
                } else if (revisions.isOfLaterStart(found)) {
                    clientsNotYet.add(client);
                    note(takenOver(idOf(stored)));
                }
            }
        } catch (MongoException e) {
            Set<Client> told = new HashSet<>(clientsNotYet);
            duplicates.stream().filter(client -> !told.contains(client)).forEach(clientsNotYet::add);
            note(e);
            return List.of();
        }
        return older;
    }

    private FindIterable<RawBsonDocument> revisionsOf(Bson these) {
        return deadline.within(clients).find(these).projection(include(ClientMapping.REVISION));
    }

    private static String idOf(RawBsonDocument stored) {
        return stored.getString("_id").getValue();
    }

    private static long revisionOf(RawBsonDocument stored) {
        return stored.getNumber(ClientMapping.REVISION).longValue();
    }

    private static StoreRefusedException takenOver(String id) {
        return new StoreRefusedException(
                "Another OBT server has started on this database and written client " + id
                        + "; only one can use it at a time. End one of them, or give it a database of its own by"
                        + " OBT_MONGODB_DATABASE",
                new IllegalStateException("superseded"));
    }

    private void writeEvents(List<FleetEvent> happened) {
        if (broken) {
            eventsNotYet.addAll(happened);
            return;
        }
        BulkWrite<FleetEvent> bulk =
                new BulkWrite<>(events, EventMapping::toDocument, InsertOneModel::new, deadline).write(happened);
        eventsNotYet.addAll(bulk.notYet());
        eventsNever.addAll(bulk.never());
        note(bulk.fault());
    }

    private void note(@Nullable RuntimeException found) {
        if (fault == null) {
            fault = found;
        }
    }
}
