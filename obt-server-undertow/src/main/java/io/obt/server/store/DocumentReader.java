package io.obt.server.store;

import io.obt.access.Token;
import io.obt.audit.AuditEntry;
import io.obt.client.Client;
import io.obt.event.FleetEvent;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Reads the documents of a store file; one that cannot be read is named together with the file. */
final class DocumentReader {
    private final Path file;

    DocumentReader(Path file) {
        this.file = file;
    }

    /** @throws StoreFileException if {@code json} is no client, or one of another version */
    Client client(String id, byte[] json) {
        return read(
                "The client '" + id + "'",
                json,
                ClientDocument.class,
                ClientDocument::schema,
                ClientDocument.SCHEMA,
                ClientDocument::toClient);
    }

    /** @throws StoreFileException if {@code json} is no event, or one of another version */
    FleetEvent event(long id, byte[] json) {
        return read(
                "The event " + id,
                json,
                EventDocument.class,
                EventDocument::version,
                EventDocument.SCHEMA,
                EventDocument::toEvent);
    }

    /** @throws StoreFileException if {@code json} is no token, or one of another version */
    Token token(byte[] json) {
        return read(
                "A token",
                json,
                TokenDocument.class,
                TokenDocument::schema,
                TokenDocument.SCHEMA,
                TokenDocument::toToken);
    }

    /** @throws StoreFileException if {@code json} is no entry of the audit log, or one of another version */
    AuditEntry audit(String id, byte[] json) {
        return read(
                "The audit entry " + id,
                json,
                AuditDocument.class,
                AuditDocument::schema,
                AuditDocument.SCHEMA,
                AuditDocument::toEntry);
    }

    private <D, T> T read(
            String name, byte[] json, Class<D> type, ToIntFunction<D> version, int known, Function<D, T> value) {
        D document = read(name, json, type);
        checkVersion(name, version.applyAsInt(document), known);
        try {
            return value.apply(document);
        } catch (RuntimeException e) {
            throw unreadable(name, String.valueOf(e.getMessage()), e);
        }
    }

    private <T> T read(String name, byte[] json, Class<T> type) {
        try {
            return Json.read(json, type);
        } catch (InvalidMessageException e) {
            throw unreadable(name, e.detail(), e);
        }
    }

    private void checkVersion(String name, int found, int known) {
        if (found != known) {
            throw new StoreFileException(name + " in the store file " + file + " has version " + found
                    + "; this OBT knows version " + known + ". Use the OBT that wrote it, or a newer one");
        }
    }

    private StoreFileException unreadable(String name, String reason, Exception cause) {
        return new StoreFileException(
                name + " in the store file " + file + " cannot be read (" + reason + "); " + StoreFile.WAY_OUT, cause);
    }
}
