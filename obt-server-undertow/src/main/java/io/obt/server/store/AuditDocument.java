package io.obt.server.store;

import io.obt.audit.AuditEntry;
import java.time.Instant;

/**
 * An entry of the audit log as it is kept in the embedded store and in an export.
 *
 * <pre>{@code
 * {"schema":1,"id":"1785579727000-000000-k3","at":"2026-08-01T10:22:07Z","who":"anna","what":"client.forget",
 *  "target":"desk","from":"10.0.0.7","status":204}
 * }</pre>
 *
 * @param schema the version of this form; a newer one is refused
 */
record AuditDocument(
        int schema, String id, Instant at, String who, String what, String target, String from, int status) {
    static final int SCHEMA = 1;

    static AuditDocument of(AuditEntry entry) {
        return new AuditDocument(
                SCHEMA,
                entry.id(),
                entry.at(),
                entry.who(),
                entry.what(),
                entry.target(),
                entry.from(),
                entry.status());
    }

    AuditEntry toEntry() {
        return new AuditEntry(id, at, who, what, target, from, status);
    }
}
