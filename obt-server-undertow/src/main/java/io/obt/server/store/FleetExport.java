package io.obt.server.store;

import io.obt.access.Token;
import io.obt.audit.AuditEntry;
import io.obt.client.Client;
import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
import io.obt.protocol.EventMessage;
import io.obt.store.FleetStore;
import io.obt.store.StoreUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/** Writes what a store holds as a {@link FleetFile}, a page of events at a time. */
public final class FleetExport {
    private static final int PAGE = 1_000;

    private FleetExport() {}

    /**
     * Writes all of {@code store} to {@code out}, which stays open.
     *
     * @throws StoreUnavailableException if the store cannot be read now; what was written then has no end
     */
    public static FleetFileCounts write(FleetStore store, Instant now, OutputStream out) throws IOException {
        out.write(FleetFile.bytes(FleetFile.Line.of(new FleetFile.Header(FleetFile.VERSION, now))));
        List<Client> clients = store.clients();
        for (Client client : clients) {
            out.write(FleetFile.bytes(FleetFile.Line.of(ClientDocument.of(client))));
        }
        long events = 0;
        List<FleetEvent> page = store.events(EventFilter.ALL, 0, PAGE);
        while (!page.isEmpty()) {
            for (FleetEvent event : page) {
                out.write(FleetFile.bytes(FleetFile.Line.of(EventMessage.of(event))));
            }
            events += page.size();
            page = store.events(EventFilter.ALL, page.get(page.size() - 1).id(), PAGE);
        }
        List<Token> tokens = store.tokens();
        for (Token token : tokens) {
            out.write(FleetFile.bytes(FleetFile.Line.of(TokenDocument.of(token))));
        }
        FleetFileCounts counts = new FleetFileCounts(clients.size(), events, tokens.size(), writeAudit(store, out));
        out.write(FleetFile.bytes(FleetFile.Line.of(counts)));
        out.flush();
        return counts;
    }

    private static long writeAudit(FleetStore store, OutputStream out) throws IOException {
        long entries = 0;
        List<AuditEntry> page = store.audit(null, PAGE);
        while (!page.isEmpty()) {
            for (AuditEntry entry : page) {
                out.write(FleetFile.bytes(FleetFile.Line.of(AuditDocument.of(entry))));
            }
            entries += page.size();
            page = store.audit(page.get(page.size() - 1).id(), PAGE);
        }
        return entries;
    }
}
