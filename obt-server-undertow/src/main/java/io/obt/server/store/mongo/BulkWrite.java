package io.obt.server.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bson.BsonSerializationException;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.codecs.DocumentCodec;
import org.jspecify.annotations.Nullable;

/**
 * Writes many documents of one kind in unordered bulks, and sorts them afterwards by what became of each: kept, already
 * there, not yet kept, or never to be kept. For one thread.
 *
 * @param <T> what the documents are made of
 */
final class BulkWrite<T> {
    /** The most MongoDB takes. */
    static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

    private static final int DUPLICATE = 11_000;
    // Bad value, document validation, too large a document in its three numbers, too large a key: asking again is in
    // vain.
    private static final Set<Integer> NEVER = Set.of(2, 121, 10_334, 17_419, 17_420, 17_280);
    private static final int BULK_DOCUMENTS = 1_000;
    private static final int BULK_BYTES = 8 * 1024 * 1024;
    private static final Codec<Document> CODEC = new DocumentCodec();

    private final MongoCollection<RawBsonDocument> collection;
    private final Function<T, Document> mapping;
    private final Function<RawBsonDocument, WriteModel<RawBsonDocument>> operation;
    private final Deadline deadline;
    private final List<T> bulk = new ArrayList<>();
    private final List<WriteModel<RawBsonDocument>> operations = new ArrayList<>();
    private int bulkBytes;
    private boolean broken;

    private final List<T> duplicates = new ArrayList<>();
    private final List<T> notYet = new ArrayList<>();
    private final List<T> never = new ArrayList<>();
    private @Nullable RuntimeException fault;

    BulkWrite(
            MongoCollection<RawBsonDocument> collection,
            Function<T, Document> mapping,
            Function<RawBsonDocument, WriteModel<RawBsonDocument>> operation,
            Deadline deadline) {
        this.collection = collection;
        this.mapping = mapping;
        this.operation = operation;
        this.deadline = deadline;
    }

    /** Tries to write all of {@code items}; throws nothing that MongoDB or the network could be the cause of. */
    BulkWrite<T> write(List<T> items) {
        for (T item : items) {
            add(item);
            if (bulk.size() >= BULK_DOCUMENTS || bulkBytes >= BULK_BYTES) {
                send();
            }
        }
        send();
        return this;
    }

    private void add(T item) {
        if (broken) {
            notYet.add(item);
            return;
        }
        try {
            RawBsonDocument document = new RawBsonDocument(mapping.apply(item), CODEC);
            if (document.getByteLength() > MAX_DOCUMENT_BYTES) {
                throw new BsonSerializationException("A document has " + document.getByteLength()
                        + " bytes; MongoDB takes " + MAX_DOCUMENT_BYTES + " at most");
            }
            operations.add(operation.apply(document));
            bulk.add(item);
            bulkBytes += document.getByteLength();
        } catch (BsonSerializationException | ArithmeticException e) {
            fault = e;
            never.add(item);
        }
    }

    private void send() {
        if (bulk.isEmpty()) {
            return;
        }
        if (deadline.isOver()) {
            fault = fault == null ? Deadline.over() : fault;
            fail();
        } else {
            sendInTime();
        }
        bulk.clear();
        operations.clear();
        bulkBytes = 0;
    }

    private void sendInTime() {
        try {
            deadline.within(collection).bulkWrite(operations, new BulkWriteOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null) {
                fault = e;
                fail(); // written, but not known to be on a majority
            } else {
                e.getWriteErrors().forEach(error -> sort(error, e));
            }
        } catch (MongoException e) {
            fault = e;
            fail();
        }
    }

    // What may have been written after all will be written again, which is harmless.
    private void fail() {
        notYet.addAll(bulk);
        broken = true;
    }

    private void sort(BulkWriteError error, MongoBulkWriteException e) {
        T item = bulk.get(error.getIndex());
        if (error.getCode() == DUPLICATE) {
            duplicates.add(item);
            return;
        }
        fault = e;
        (NEVER.contains(error.getCode()) ? never : notYet).add(item);
    }

    /** Whether it ended early, because MongoDB or the time was gone. */
    boolean isBroken() {
        return broken;
    }

    /** Those whose id was there already. */
    List<T> duplicates() {
        return duplicates;
    }

    List<T> notYet() {
        return notYet;
    }

    List<T> never() {
        return never;
    }

    /** Why some were not kept; null when all were. */
    @Nullable
    RuntimeException fault() {
        return fault;
    }
}
