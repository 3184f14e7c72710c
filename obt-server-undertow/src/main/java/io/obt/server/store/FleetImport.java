package io.obt.server.store;

import io.obt.access.Token;
import io.obt.audit.AuditEntry;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.event.FleetEvent;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a {@link FleetFile} into a store that holds no clients: read whole and checked first, and only then written.
 * What the log of such a fleet has to tell, its server's starts and stops, gives way to the log of the file.
 *
 * <p>An import that broke off is finished by running it again. For one thread.
 */
public final class FleetImport {
    // Later than any event, and a time that every store can hold.
    private static final Instant ALL_TIME = Instant.parse("9999-01-01T00:00:00Z");
    // Beyond it a reader in JavaScript could not tell one number from the next.
    private static final long MAX_EVENT_ID = 1L << 53;
    private static final int BATCH = 500;

    private final Path file;
    private final FleetStore store;
    private final List<Client> clients = new ArrayList<>();
    private final List<FleetEvent> events = new ArrayList<>();
    private final List<Token> tokens = new ArrayList<>();
    private final List<AuditEntry> audit = new ArrayList<>();

    private FleetImport(Path file, FleetStore store) {
        this.file = file;
        this.store = store;
    }

    /**
     * Imports {@code file} into {@code store}.
     *
     * @throws FleetFileException if the file is none of ours or cut short, or the store holds other clients; nothing was
     *     changed
     * @throws StoreUnavailableException if the store cannot be read or written now
     */
    public static FleetFileCounts run(Path file, FleetStore store) throws IOException {
        return new FleetImport(file, store).write(checked(file, store.clients()));
    }

    /**
     * What {@code file} has, if it could be imported into a fleet that has the clients {@code present}.
     *
     * @throws FleetFileException if it is none of ours or cut short, or others are present
     */
    public static FleetFileCounts check(Path file, List<Client> present) throws IOException {
        return checked(file, present).counts();
    }

    private static Check checked(Path file, List<Client> present) throws IOException {
        Check check = new Check(present);
        FleetFile.read(file, check::line);
        check.finish();
        return check;
    }

    private FleetFileCounts write(Check check) throws IOException {
        if (check.present.isEmpty()) {
            store.removeEventsBefore(ALL_TIME);
        }
        // Before the events come in: whatever happens then, no number is given out twice.
        long next = store.reserveEventIds(1);
        if (next <= check.lastEventId) {
            store.reserveEventIds(check.lastEventId - next + 1);
        }
        FleetFile.read(file, this::collect);
        flush();
        return check.counts();
    }

    private void collect(FleetFile.Line line) {
        if (line.client() != null) {
            clients.add(line.client().toClient());
        } else if (line.event() != null) {
            events.add(line.event().toEvent());
        } else if (line.token() != null) {
            tokens.add(line.token().toToken());
        } else if (line.audit() != null) {
            audit.add(line.audit().toEntry());
        }
        if (clients.size() + events.size() + tokens.size() + audit.size() >= BATCH) {
            flush();
        }
    }

    private void flush() {
        store.write(new Changes(clients, events));
        store.changeTokens(tokens, List.of());
        store.appendAudit(audit);
        clients.clear();
        events.clear();
        tokens.clear();
        audit.clear();
    }

    /** Whether a file can be imported; keeps ids, so that its size costs little. */
    private static final class Check {
        private final Map<ClientId, Client> present = new HashMap<>();
        private final Set<ClientId> imported = new HashSet<>();
        private long lines;
        private long events;
        private long lastEventId;
        private long tokens;
        private long auditEntries;
        private @Nullable FleetFileCounts end;

        Check(List<Client> present) {
            present.forEach(client -> this.present.put(client.id(), client));
        }

        void line(FleetFile.Line line) {
            lines++;
            if ((line.header() != null) != (lines == 1) || end != null) {
                throw new IllegalArgumentException("an export has one header, as its first line, and one end");
            }
            if (line.header() != null) {
                version(line.header());
            } else if (line.client() != null) {
                String name = "The client '" + line.client().clientId() + "'";
                schema(name, line.client().schema(), ClientDocument.SCHEMA);
                client(line.client().toClient());
            } else if (line.event() != null) {
                event(line.event().toEvent());
            } else if (line.token() != null) {
                schema("The token '" + line.token().name() + "'", line.token().schema(), TokenDocument.SCHEMA);
                line.token().toToken();
                tokens++;
            } else if (line.audit() != null) {
                schema("The audit entry " + line.audit().id(), line.audit().schema(), AuditDocument.SCHEMA);
                line.audit().toEntry();
                auditEntries++;
            } else if (line.end() != null) {
                end = line.end();
            } else {
                throw new IllegalArgumentException("it is neither client nor event, token nor audit entry");
            }
        }

        private static void version(FleetFile.Header header) {
            if (header.version() != FleetFile.VERSION) {
                throw new FleetFileException("The file has version " + header.version() + "; this OBT knows version "
                        + FleetFile.VERSION + ". Use the OBT that wrote it, or a newer one");
            }
        }

        private static void schema(String name, int found, int known) {
            if (found != known) {
                throw new FleetFileException(name + " has version " + found + "; this OBT knows version " + known
                        + ". Use the OBT that wrote it");
            }
        }

        private void client(Client client) {
            if (!imported.add(client.id())) {
                throw new IllegalArgumentException("the client '" + client.id() + "' is there twice");
            }
            // A server that ran after an import broke off has declared gone who was silent since.
            Client known = present.get(client.id());
            if (known != null && !known.equals(client.in(known.condition(), known.lastSeen()))) {
                throw new FleetFileException("The fleet here has another client '" + client.id()
                        + "'. Nothing was changed; import into a store without clients");
            }
        }

        private void event(FleetEvent event) {
            if (event.id() <= lastEventId || event.id() > MAX_EVENT_ID) {
                throw new IllegalArgumentException("events are numbered, rising, up to 2^53");
            }
            lastEventId = event.id();
            events++;
        }

        void finish() {
            if (!counts().equals(end)) {
                throw new FleetFileException("The file is cut short: " + counts() + " are there, and its end says "
                        + (end == null ? "nothing" : end.toString()) + ". Nothing was changed; export the fleet again");
            }
            present.keySet().stream()
                    .filter(id -> !imported.contains(id))
                    .findFirst()
                    .ifPresent(id -> {
                        throw new FleetFileException(
                                "The fleet here has the client '" + id
                                        + "', which the file has not. Nothing was changed; import into a store without clients");
                    });
        }

        FleetFileCounts counts() {
            return new FleetFileCounts(imported.size(), events, tokens, auditEntries);
        }
    }
}
