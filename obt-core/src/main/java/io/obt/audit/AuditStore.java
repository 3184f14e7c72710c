package io.obt.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the {@link AuditLog} needs of the store that keeps its entries. Thread-safe; any method may find it unavailable. */
public interface AuditStore {
    /** Adds entries, durably; the same may be added again. */
    void appendAudit(List<AuditEntry> entries);

    /** At most {@code limit} entries, newest first, with ids before {@code before}; null for from the newest. */
    List<AuditEntry> audit(@Nullable String before, int limit);

    /** How many there are. */
    long countAudit();
}
