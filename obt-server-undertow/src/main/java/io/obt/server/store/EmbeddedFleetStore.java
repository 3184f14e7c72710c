package io.obt.server.store;

import io.obt.client.Client;
import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
import io.obt.protocol.EventMessage;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a fleet in one file, {@code fleet.mv}, in a directory of the server's own: H2's MVStore, committed and forced to
 * the disk before anything is acknowledged. Only one server at a time can have it open.
 *
 * <p>Clients are JSON documents by client id, events by number; both carry the version of their form.
 */
public final class EmbeddedFleetStore implements FleetStore {
    /** The version of what is written here. */
    static final int SCHEMA = 1;

    private static final String FILE = "fleet.mv";
    private static final int COMMITS_BETWEEN_COMPACTIONS = 1_000;
    private static final int COMPACTION_BYTES = 4 << 20;

    private final MVStore file;
    private final MVMap<String, String> meta;
    private final MVMap<String, byte[]> clients;
    private final MVMap<Long, byte[]> events;
    private final GroupCommit commits;
    private int commitsSinceCompaction;

    private EmbeddedFleetStore(MVStore file) {
        this.file = file;
        this.meta = file.openMap("meta");
        this.clients = file.openMap("clients");
        this.events = file.openMap("events");
        this.commits = new GroupCommit(this::commit);
    }

    /**
     * Opens the store in {@code directory}, which is created if need be.
     *
     * @throws StoreFileException if the directory cannot be written, or the file is in use, damaged or of a newer version;
     *     the file is then left as it is
     */
    public static EmbeddedFleetStore open(Path directory) {
        Path path = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreFileException(
                    "The data directory " + directory + " cannot be created; set OBT_DATA_DIR to one that can", e);
        }
        if (!Files.isWritable(directory) || Files.exists(path) && !Files.isWritable(path)) {
            throw notWritable(directory, null);
        }
        EmbeddedFleetStore store = new EmbeddedFleetStore(openFile(directory, path));
        store.checkSchema(path);
        return store;
    }

    private static MVStore openFile(Path directory, Path path) {
        try {
            // No background thread: it would commit half of another thread's group.
            MVStore file = new MVStore.Builder()
                    .fileName(path.toString())
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
            commits.write(() -> meta.put("schema", String.valueOf(SCHEMA)));
        } else if (!schema.equals(String.valueOf(SCHEMA))) {
            close();
            throw new StoreFileException("The store file " + path + " has version " + schema
                    + "; this OBT knows version " + SCHEMA + ". Use the OBT that wrote it, or a newer one");
        }
    }

    private void commit() {
        file.commit();
        file.sync(); // the commit alone survives a kill of the process, and not a loss of power
        if (++commitsSinceCompaction >= COMMITS_BETWEEN_COMPACTIONS) {
            commitsSinceCompaction = 0;
            file.compact(50, COMPACTION_BYTES);
        }
    }

    @Override
    public String kind() {
        return "embedded";
    }

    @Override
    public List<Client> clients() {
        List<Client> all = new ArrayList<>(clients.size());
        clients.values()
                .forEach(json -> all.add(read(json, ClientDocument.class).toClient()));
        return all;
    }

    @Override
    public void write(Changes changes) {
        // Made into bytes here, so that the one writer only writes.
        Map<String, byte[]> documents = new HashMap<>();
        changes.clients().forEach(client -> documents.put(client.id().value(), Json.write(ClientDocument.of(client))));
        Map<Long, byte[]> messages = new TreeMap<>();
        changes.events().forEach(event -> messages.put(event.id(), Json.write(EventMessage.of(event))));
        commits.write(() -> {
            clients.putAll(documents);
            events.putAll(messages);
            changes.forgotten().forEach(id -> clients.remove(id.value()));
        });
    }

    @Override
    public long reserveEventIds(int count) {
        long[] first = new long[1];
        commits.write(() -> {
            first[0] = Long.parseLong(meta.getOrDefault("nextEventId", "1"));
            meta.put("nextEventId", String.valueOf(first[0] + count));
        });
        return first[0];
    }

    @Override
    public List<FleetEvent> events(EventFilter filter, long after, int limit) {
        List<FleetEvent> found = new ArrayList<>();
        Long first = events.higherKey(after);
        if (first == null) {
            return found;
        }
        Iterator<Long> ids = events.keyIterator(first);
        while (ids.hasNext() && found.size() < limit) {
            byte[] json = events.get(ids.next());
            if (json != null) {
                FleetEvent event = read(json, EventMessage.class).toEvent();
                if (filter.matches(event)) {
                    found.add(event);
                }
            }
        }
        return found;
    }

    @Override
    public List<FleetEvent> newestEvents(int limit) {
        long index = Math.max(0, events.sizeAsLong() - limit);
        Long first = events.getKey(index);
        return first == null ? List.of() : events(EventFilter.ALL, first - 1, limit);
    }

    @Override
    public long countEvents(EventFilter filter) {
        return filter.equals(EventFilter.ALL)
                ? events.sizeAsLong()
                : events(filter, 0, Integer.MAX_VALUE).size();
    }

    @Override
    public void removeEventsBefore(Instant limit) {
        List<Long> old = new ArrayList<>();
        for (Iterator<Long> ids = events.keyIterator(0L); ids.hasNext(); ) {
            Long id = ids.next();
            byte[] json = events.get(id);
            // Numbers and times rise together, so the first that is young enough ends the search.
            if (json != null && !read(json, EventMessage.class).at().isBefore(limit)) {
                break;
            }
            old.add(id);
        }
        if (!old.isEmpty()) {
            commits.write(() -> old.forEach(events::remove));
        }
    }

    @Override
    public void check() {
        commits.write(() -> meta.put("checkedAt", String.valueOf(file.getCurrentVersion())));
    }

    private static <T> T read(byte[] json, Class<T> type) {
        try {
            return Json.read(json, type);
        } catch (InvalidMessageException e) {
            throw new StoreFileException("A stored document cannot be read: " + e.detail(), e);
        }
    }

    @Override
    public void close() {
        commits.close();
        if (!file.isClosed()) {
            file.close();
        }
    }
}
