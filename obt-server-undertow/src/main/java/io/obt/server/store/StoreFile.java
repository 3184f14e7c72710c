package io.obt.server.store;

import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    final MVMap<String, String> meta;
    final MVMap<String, byte[]> clients;
    final MVMap<Long, byte[]> events;
    private final MVStore file;
    private int commitsSinceCompaction;

    private StoreFile(MVStore file) {
        this.file = file;
        this.meta = file.openMap("meta");
        this.clients = file.openMap("clients");
        this.events = file.openMap("events");
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
        StoreFile file = new StoreFile(openFile(directory, path, scheme));
        file.checkSchema(path);
        return file;
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
            throw new StoreFileException(
                    "The store file " + path + " does not open and was left as it is (" + e.getMessage()
                            + "); restore it from a backup, or move it away to begin with an empty fleet",
                    e);
        }
    }

    private static StoreFileException notWritable(Path directory, @Nullable Throwable cause) {
        return new StoreFileException(
                "The data directory " + directory
                        + " cannot be written; change its owner or set OBT_DATA_DIR to another",
                cause);
    }

    private void checkSchema(Path path) {
        String schema = meta.get("schema");
        if (schema == null) {
            meta.put("schema", String.valueOf(SCHEMA)); // kept with the first commit
        } else if (!schema.equals(String.valueOf(SCHEMA))) {
            close();
            throw new StoreFileException("The store file " + path + " has version " + schema
                    + "; this OBT knows version " + SCHEMA + ". Use the OBT that wrote it, or a newer one");
        }
    }

    /** Reads one of the documents in the maps. */
    static <T> T read(byte[] json, Class<T> type) {
        try {
            return Json.read(json, type);
        } catch (InvalidMessageException e) {
            throw new StoreFileException("A stored document cannot be read: " + e.detail(), e);
        }
    }

    /** Makes what was put into the maps durable, all of it or nothing. */
    void commit() {
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

    void close() {
        try {
            file.close();
        } catch (MVStoreException e) {
            abandon(); // tidying up needs room; what was committed is there without it
        }
    }
}
