package io.obt.server.store;

import io.obt.client.Client;
import io.obt.event.FleetEvent;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import java.nio.file.Path;

/** Reads the documents of a store file; one that cannot be read is named together with the file. */
final class DocumentReader {
    private final Path file;

    DocumentReader(Path file) {
        this.file = file;
    }

    /** @throws StoreFileException if {@code json} is no client, or one of another version */
    Client client(String id, byte[] json) {
        String name = "The client '" + id + "'";
        ClientDocument document = read(name, json, ClientDocument.class);
        checkVersion(name, document.schema(), ClientDocument.SCHEMA);
        try {
            return document.toClient();
        } catch (RuntimeException e) {
            throw unreadable(name, String.valueOf(e.getMessage()), e);
        }
    }

    /** @throws StoreFileException if {@code json} is no event, or one of another version */
    FleetEvent event(long id, byte[] json) {
        String name = "The event " + id;
        EventDocument document = read(name, json, EventDocument.class);
        checkVersion(name, document.version(), EventDocument.SCHEMA);
        try {
            return document.toEvent();
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
