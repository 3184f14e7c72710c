package io.obt.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * An open store file and the maps in it. It ends at its first failed write, reads included, as MVStore does; the bytes of
 * that write count for nothing when the file is opened again.
 */
final class StoreFile {
    static final String NAME = "fleet.mv";

    private static final int SCHEMA = ClientDocument.SCHEMA;
    private static final int COMMITS_BETWEEN_COMPACTIONS = 1_000;
    private static final int COMPACTION_BYTES = 4 << 20;

    /** What to do with a file that is no good. */
    static final String WAY_OUT = "restore it from a backup, or move it away to begin with an empty fleet";

    final MVMap<String, String> meta;
    final MVMap<String, byte[]> clients;
    final MVMap<Long, byte[]> events;
    final MVMap<String, byte[]> tokens;
    final MVMap<String, byte[]> audit;
    final DocumentReader documents;
    private final Path path;
    private final MVStore file;
    private int commitsSinceCompaction;
    private boolean written;

    private StoreFile(Path path, MVStore file) {
        this.path = path;
        this.documents = new DocumentReader(path);
        this.file = file;
        this.meta = file.openMap("meta");
        this.clients = file.openMap("clients");
        this.events = file.openMap("events");
        this.tokens = file.openMap("tokens");
        this.audit = file.openMap("audit");
    }

    /**
     * Opens the file in {@code directory}; makes both if need be.
     *
     * @param scheme what MVStore shall find the file by, in front of its path; empty for the disk
     * @throws StoreFileException if the directory cannot be written, or the file is in use, damaged or of another version;
     *     the file is then left as it is
     */
    static StoreFile open(Path directory, String scheme) {
        Path path = directory.resolve(NAME);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreFileException(
                    "The data directory " + directory + " cannot be created; set OBT_DATA_DIR to one that can", e);
        }
        if (!Files.isWritable(directory) || Files.exists(path) && !Files.isWritable(path)) {
            throw notWritable(directory, null);
        }
        MVStore file = openFile(directory, path, scheme);
        try {
            checkLength(path, file);
            StoreFile open = new StoreFile(path, file);
            open.checkSchema();
            return open;
        } catch (RuntimeException e) {
            file.closeImmediately();
            throw e instanceof StoreFileException refused ? refused : damaged(path, e);
        }
    }

    private static MVStore openFile(Path directory, Path path, String scheme) {
        try {
            // No background thread: it would commit half of another thread's group.
            MVStore file = new MVStore.Builder()
                    .fileName(scheme + path)
                    .autoCommitDisabled()
                    .open();
            file.setVersionsToKeep(0);
            return file;
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new StoreFileException("The data directory " + directory
                        + " is in use by another server; stop that one or set OBT_DATA_DIR to another directory");
            }
            if (Files.notExists(path)) {
                throw notWritable(directory, e);
            }
            throw damaged(path, e);
        }
    }

    private static StoreFileException damaged(Path path, Throwable cause) {
        return new StoreFileException(
                "The store file " + path + " does not open and was left as it is (" + oneLine(cause) + "); " + WAY_OUT,
                cause);
    }

    private static String oneLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    // MVStore takes the last commit that is whole, and so a file that was cut short for an older one. What a server
    // that
    // ended in order left in the file's head tells them apart; one that was killed leaves nothing that could.
    private static void checkLength(Path path, MVStore file) {
        Map<String, Object> head = file.getStoreHeader();
        long commits = DataUtils.readHexLong(head, "version", 0);
        if (head.containsKey("clean") && file.getCurrentVersion() < commits) {
            throw new StoreFileException(
                    "The store file " + path + " is cut short and was left as it is: it was closed with " + commits
                            + " commits, and " + file.getCurrentVersion() + " are there; " + WAY_OUT);
        }
    }

    private static StoreFileException notWritable(Path directory, @Nullable Throwable cause) {
        return new StoreFileException(
                "The data directory " + directory
                        + " cannot be written; change its owner or set OBT_DATA_DIR to another",
                cause);
    }

    private void checkSchema() {
        String schema = meta.get("schema");
        if (schema == null) {
            meta.put("schema", String.valueOf(SCHEMA)); // kept with the first commit
        } else if (!schema.equals(String.valueOf(SCHEMA))) {
            throw new StoreFileException("The store file " + path + " has version " + schema
                    + "; this OBT knows version " + SCHEMA + ". Use the OBT that wrote it, or a newer one");
        }
    }

    /**
     * Reads all there is: MVStore would find damage only when somebody asks for what it hit.
     *
     * @throws StoreFileException if something is damaged; the file was let go of and left as it is
     */
    void readAll() {
        try {
            readAll(meta, String.class, String.class);
            readAll(clients, String.class, byte[].class);
            readAll(events, Long.class, byte[].class);
            readAll(tokens, String.class, byte[].class);
            readAll(audit, String.class, byte[].class);
        } catch (RuntimeException e) {
            abandon();
            throw damaged(path, e);
        }
    }

    // Where zeros were written over it, a value is read as null and a key as one of another type.
    private static void readAll(MVMap<?, ?> map, Class<?> keys, Class<?> values) {
        long entries = 0;
        for (Cursor<?, ?> cursor = map.cursor(null); cursor.hasNext(); entries++) {
            if (!keys.isInstance(cursor.next()) || !values.isInstance(cursor.getValue())) {
                throw new IllegalStateException("entry " + (entries + 1) + " of " + map.getName() + " is none");
            }
        }
        if (entries != map.sizeAsLong()) {
            throw new IllegalStateException(map.getName() + " has " + entries + " entries of " + map.sizeAsLong());
        }
    }

    /** Makes what was put into the maps durable, all of it or nothing. */
    void commit() {
        if (!file.hasUnsavedChanges()) {
            return; // those who only ask in turn, and the last call of all
        }
        written = true;
        file.commit();
        file.sync(); // the commit alone survives a kill of the process, and not a loss of power
        if (++commitsSinceCompaction >= COMMITS_BETWEEN_COMPACTIONS) {
            commitsSinceCompaction = 0;
            file.compact(50, COMPACTION_BYTES);
        }
    }

    boolean isClosed() {
        return file.isClosed();
    }

    /** Lets go of the file without writing; what was not committed is gone. */
    void abandon() {
        file.closeImmediately();
    }

    /** Lets go of the file; one that was only read stays as it is, byte by byte. */
    void close() {
        if (!written) {
            abandon();
            return;
        }
        try {
            file.close();
        } catch (MVStoreException e) {
            abandon(); // tidying up needs room; what was committed is there without it
        }
    }
}
