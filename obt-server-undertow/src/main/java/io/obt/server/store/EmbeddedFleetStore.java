package io.obt.server.store;

import io.obt.access.Token;
import io.obt.audit.AuditEntry;
import io.obt.client.Client;
import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
import io.obt.protocol.Json;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.store.StoreUnavailableException;
import io.obt.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a fleet in one file, {@code fleet.mv}, in a directory of the server's own: H2's MVStore, committed and forced to
 * the disk before anything is acknowledged. Only one server at a time can have it open.
 *
 * <p>A write that fails, as on a full disk, takes nothing with it: the file is opened again as it was after the last commit,
 * so that reads go on at once and writes as soon as there is room. A file that is damaged is refused when it is opened, and
 * not a byte of it changed.
 *
 * <p>Clients are JSON documents by client id, events by number, tokens by hash, entries of the audit log by id.
 */
public final class EmbeddedFleetStore implements FleetStore {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedFleetStore.class);
    // Each means that a write failed before the reader had its turn.
    private static final int MOST_ATTEMPTS = 5;
    // As much as a registration may need: a check that passes where that fails would be no check.
    private static final String BALLAST = "0".repeat(32 * 1024);

    private final Supplier<StoreFile> opener;
    private final GroupCommit commits;
    private volatile StoreFile file;

    private EmbeddedFleetStore(Supplier<StoreFile> opener) {
        this.opener = opener;
        this.file = opener.get();
        file.readAll(); // once: what is opened again after a failed write was read before it
        this.commits = new GroupCommit(this::openIfEnded, () -> file.commit(), this::undo, PATIENCE);
    }

    /**
     * Opens the store in {@code directory}, which is created if need be.
     *
     * @throws StoreFileException if the directory cannot be written, or the file is in use, damaged or of a newer version;
     *     the file is then left as it is
     */
    public static EmbeddedFleetStore open(Path directory) {
        return open(directory, "");
    }

    /** Whether a fleet is kept in {@code directory}. */
    public static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(StoreFile.NAME));
    }

    /** The same, with MVStore's {@code scheme} in front of the file's path. */
    static EmbeddedFleetStore open(Path directory, String scheme) {
        return new EmbeddedFleetStore(() -> StoreFile.open(directory, scheme));
    }

    // Before a group and never within one: what its first change put into a file that ended would be lost without a
    // word.
    private void openIfEnded() {
        if (file.isClosed()) {
            file = opener.get();
        }
    }

    // The file as it was before a group that failed: what that had changed in memory must not go with the next one.
    private void undo() {
        file.abandon();
        try {
            openIfEnded();
        } catch (RuntimeException e) {
            log.debug("The store file cannot be opened again yet", e);
        }
    }

    /** Asks the file; one that ends under the reader's hands, by somebody's failed write, is asked again in turn. */
    private <T> T read(Function<StoreFile, T> question) {
        try {
            return question.apply(file);
        } catch (MVStoreException e) {
            return readInTurn(question);
        }
    }

    // On the writer's thread, where no write can fail meanwhile. Whether the group it shares is committed is nothing to
    // a reader; it asks again only when a change before it in the group kept it from its turn.
    private <T> T readInTurn(Function<StoreFile, T> question) {
        AtomicReference<@Nullable T> answer = new AtomicReference<>();
        for (int attempt = 1; ; attempt++) {
            try {
                commits.write(() -> answer.set(question.apply(file)));
            } catch (StoreUnavailableException e) {
                if (answer.get() == null && attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
            T found = answer.get();
            if (found != null) {
                return found;
            }
        }
    }

    @Override
    public String kind() {
        return "embedded";
    }

    @Override
    public List<Client> clients() {
        List<Map.Entry<String, byte[]>> documents = read(open -> List.copyOf(open.clients.entrySet()));
        DocumentReader reader = file.documents;
        // A start waits for this, and has nothing else to do with the other processors.
        return documents.parallelStream()
                .map(document -> reader.client(document.getKey(), document.getValue()))
                .toList();
    }

    @Override
    public void write(Changes changes) {
        // Made into bytes here, so that the one writer only writes.
        Map<String, byte[]> documents = new HashMap<>();
        changes.clients().forEach(client -> documents.put(client.id().value(), Json.write(ClientDocument.of(client))));
        Map<Long, byte[]> messages = new TreeMap<>();
        changes.events().forEach(event -> messages.put(event.id(), Json.write(EventDocument.of(event))));
        commits.write(() -> {
            StoreFile open = file;
            open.clients.putAll(documents);
            open.events.putAll(messages);
            changes.forgotten().forEach(id -> open.clients.remove(id.value()));
        });
    }

    @Override
    public long reserveEventIds(long count) {
        long[] first = new long[1];
        commits.write(() -> {
            StoreFile open = file;
            first[0] = Long.parseLong(open.meta.getOrDefault("nextEventId", "1"));
            open.meta.put("nextEventId", String.valueOf(first[0] + count));
        });
        return first[0];
    }

    @Override
    public List<FleetEvent> events(EventFilter filter, long after, int limit) {
        return ask(events -> events.find(filter, after, limit));
    }

    @Override
    public List<FleetEvent> newestEvents(int limit) {
        return ask(events -> events.newest(limit));
    }

    @Override
    public long countEvents(EventFilter filter) {
        return ask(events -> events.count(filter));
    }

    private <T> T ask(Function<StoredEvents, T> question) {
        return read(open -> question.apply(new StoredEvents(open.events, open.documents, TimeSource.system())));
    }

    @Override
    public List<FleetEvent> eventsBefore(EventFilter filter, long before, int limit) {
        return ask(events -> events.findBefore(filter, before, limit));
    }

    @Override
    public void removeEventsBefore(Instant limit) {
        List<Long> old = ask(events -> events.idsBefore(limit));
        if (!old.isEmpty()) {
            commits.write(() -> old.forEach(file.events::remove));
        }
    }

    @Override
    public List<Token> tokens() {
        DocumentReader reader = file.documents;
        return read(open -> List.copyOf(open.tokens.values())).stream()
                .map(reader::token)
                .toList();
    }

    @Override
    public void changeTokens(Collection<Token> kept, Collection<Token> forgotten) {
        Map<String, byte[]> documents = new HashMap<>();
        kept.forEach(token -> documents.put(token.sha256(), Json.write(TokenDocument.of(token))));
        commits.write(() -> {
            StoreFile open = file;
            forgotten.forEach(token -> open.tokens.remove(token.sha256()));
            open.tokens.putAll(documents);
        });
    }

    @Override
    public void appendAudit(List<AuditEntry> entries) {
        Map<String, byte[]> documents = new TreeMap<>();
        entries.forEach(entry -> documents.put(entry.id(), Json.write(AuditDocument.of(entry))));
        commits.write(() -> file.audit.putAll(documents));
    }

    @Override
    public List<AuditEntry> audit(@Nullable String before, int limit) {
        return read(open -> audit(open, before, limit));
    }

    private static List<AuditEntry> audit(StoreFile open, @Nullable String before, int limit) {
        MVMap<String, byte[]> audit = open.audit;
        List<AuditEntry> found = new ArrayList<>();
        String id = before == null ? audit.lastKey() : audit.lowerKey(before);
        for (; id != null && found.size() < limit; id = audit.lowerKey(id)) {
            byte[] json = audit.get(id);
            if (json != null) {
                found.add(open.documents.audit(id, json));
            }
        }
        return found;
    }

    @Override
    public long countAudit() {
        return read(open -> open.audit.sizeAsLong());
    }

    @Override
    public void check() {
        commits.write(() -> file.meta.put("ballast", BALLAST)); // written anew, although it is the same
    }

    @Override
    public void close() {
        commits.close();
        if (!file.isClosed()) {
            file.close();
        }
    }
}
