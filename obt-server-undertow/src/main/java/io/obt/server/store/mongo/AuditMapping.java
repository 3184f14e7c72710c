package io.obt.server.store.mongo;

import io.obt.audit.AuditEntry;
import java.time.Instant;
import org.bson.Document;

/** An entry of the audit log as a document of the collection {@code audit}; docs/storage.md shows one. */
final class AuditMapping {
    private static final Schema SCHEMA = Schema.first("audit");

    private AuditMapping() {}

    static Document toDocument(AuditEntry entry) {
        return new Fields()
                .with("_id", entry.id())
                .with(Schema.FIELD, SCHEMA.version())
                .with("at", entry.at().toString())
                .with("who", entry.who())
                .with("what", entry.what())
                .with("target", entry.target())
                .with("from", entry.from())
                .with("status", entry.status())
                .document();
    }

    static AuditEntry toEntry(Document document) {
        return SCHEMA.read(
                document,
                stored -> new AuditEntry(
                        stored.text("_id"),
                        Instant.parse(stored.text("at")),
                        stored.text("who"),
                        stored.text("what"),
                        stored.text("target"),
                        stored.text("from"),
                        Math.toIntExact(stored.number("status"))));
    }
}
