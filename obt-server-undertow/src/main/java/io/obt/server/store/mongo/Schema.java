package io.obt.server.store.mongo;

import io.obt.store.StoreRefusedException;
import java.time.DateTimeException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bson.Document;

/**
 * The version of one kind of document, and the way from each older one to it. A document is brought up to date when it is
 * read and written in the new form when it changes, so nobody has to migrate a database.
 *
 * @param kind the collection, as messages name it
 * @param steps by the version they begin at, each to the next one
 */
record Schema(String kind, int version, Map<Integer, UnaryOperator<Document>> steps) {
    /** The field that holds the version. */
    static final String FIELD = "schema";

    Schema {
        steps = Map.copyOf(steps);
        for (int from = 1; from < version; from++) {
            if (!steps.containsKey(from)) {
                throw new IllegalArgumentException("No step leads from version " + from + " of " + kind);
            }
        }
    }

    /** A kind that has only ever had one form. */
    static Schema first(String kind) {
        return new Schema(kind, 1, Map.of());
    }

    /**
     * Reads a document in the form of {@link #version}.
     *
     * @throws StoreRefusedException if {@link #current} does, or what it holds is not what {@code reading} expects
     */
    <T> T read(Document stored, Function<Stored, T> reading) {
        Document document = current(stored);
        try {
            return reading.apply(new Stored(document));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw refused(
                    stored,
                    "cannot be read (" + e.getMessage() + "); mend or remove it: docs/storage.md shows how one looks",
                    e);
        }
    }

    /**
     * The document in the form of {@link #version}.
     *
     * @throws StoreRefusedException if it is newer than that, or has no version
     */
    Document current(Document stored) {
        Object found = stored.get(FIELD);
        if (!(found instanceof Number number) || number.intValue() < 1) {
            throw refused(
                    stored,
                    "has no version and so is none of OBT's. Give OBT a database of its own by"
                            + " OBT_MONGODB_DATABASE, or remove the document");
        }
        if (number.intValue() > version) {
            throw refused(
                    stored,
                    "has version " + number.intValue() + "; this OBT knows version " + version
                            + ". Use the OBT that wrote it, or a newer one");
        }
        Document document = stored;
        for (int from = number.intValue(); from < version; from++) {
            document = Stored.present("step", steps.get(from)).apply(document);
            document.put(FIELD, from + 1);
        }
        return document;
    }

    private StoreRefusedException refused(Document stored, String why) {
        return refused(stored, why, new IllegalArgumentException("schema " + stored.get(FIELD)));
    }

    private StoreRefusedException refused(Document stored, String why, RuntimeException cause) {
        return new StoreRefusedException(
                "The document " + kind + "/" + stored.get("_id") + " in MongoDB " + why, cause);
    }
}
