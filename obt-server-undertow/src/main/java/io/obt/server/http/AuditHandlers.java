package io.obt.server.http;

import io.obt.audit.AuditEntry;
import io.obt.audit.AuditLog;
import io.obt.protocol.AuditMessage;
import io.obt.protocol.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The audit log, newest first. */
final class AuditHandlers {
    private final AuditLog audit;
    private final StoreCalls store;

    AuditHandlers(AuditLog audit, StoreCalls store) {
        this.audit = audit;
        this.store = store;
    }

    void list(Request request) {
        int limit = Parameters.limit(request);
        String before = Parameters.place(request, 1).map(place -> place[0]).orElse(null);
        store.askFor(
                request.sharer(),
                request.exchange(),
                () -> page(before, limit),
                Optional::empty,
                page -> request.send(200, page));
    }

    private Page<AuditMessage> page(@Nullable String before, int limit) {
        audit.flush(); // so that the number and the rows agree
        List<AuditEntry> found = audit.page(before, limit + 1);
        List<AuditEntry> page = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                page.stream().map(AuditMessage::of).toList(),
                audit.count(),
                found.size() > limit ? Parameters.cursor(page.get(limit - 1).id()) : null);
    }
}
