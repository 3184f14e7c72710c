package io.obt.server.store;

import io.obt.protocol.EventMessage;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a fleet travels between stores: JSON lines, first a header, then clients, events in their order,
 * tokens (their hashes, no secrets) and the audit log, at last their counts, so that a file cut short is noticed.
 *
 * <pre>{@code
 * {"header":{"version":1,"exportedAt":"2026-08-01T10:22:07Z"}}
 * {"client":{"schema":1,"clientId":"desk", …}}
 * {"event":{"id":17,"type":"CLIENT_ONLINE", …}}
 * {"token":{"schema":1,"sha256":"9f86…", …}}
 * {"audit":{"schema":1,"id":"1785579727000-000000-k3f2", …}}
 * {"end":{"clients":1,"events":1,"tokens":1,"auditEntries":1}}
 * }</pre>
 */
final class FleetFile {
    /** The version of this form; a newer one is refused. */
    static final int VERSION = 1;

    // A client of 2,000 models with everything that describes them is a third of this.
    private static final int MAX_LINE_BYTES = 8 << 20;

    private FleetFile() {}

    /** What a file says of itself. */
    record Header(int version, Instant exportedAt) {}

    /** One line: exactly one of its fields is there. */
    record Line(
            @Nullable Header header,
            @Nullable ClientDocument client,
            @Nullable EventMessage event,
            @Nullable TokenDocument token,
            @Nullable AuditDocument audit,
            @Nullable FleetFileCounts end) {
        static Line of(Header header) {
            return new Line(header, null, null, null, null, null);
        }

        static Line of(ClientDocument client) {
            return new Line(null, client, null, null, null, null);
        }

        static Line of(EventMessage event) {
            return new Line(null, null, event, null, null, null);
        }

        static Line of(TokenDocument token) {
            return new Line(null, null, null, token, null, null);
        }

        static Line of(AuditDocument audit) {
            return new Line(null, null, null, null, audit, null);
        }

        static Line of(FleetFileCounts end) {
            return new Line(null, null, null, null, null, end);
        }
    }

    /** Takes one line after the other. */
    interface Reader {
        void read(Line line);
    }

    /**
     * Hands every line of {@code file} to {@code reader}, holding one at a time.
     *
     * @throws FleetFileException if a line is none of ours, naming it; also what {@code reader} throws about a line
     */
    static void read(Path file, Reader reader) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            long number = 0;
            for (byte[] bytes = nextLine(in, 1); bytes != null; bytes = nextLine(in, number + 1)) {
                number++;
                try {
                    reader.read(Json.read(bytes, Line.class));
                } catch (InvalidMessageException e) {
                    String pointer = e.errors().get(0).pointer();
                    throw new FleetFileException(
                            number, e.detail() + (pointer.isEmpty() ? "" : " (at " + pointer + ")"));
                } catch (IllegalArgumentException e) {
                    throw new FleetFileException(number, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static byte @Nullable [] nextLine(InputStream in, long number) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) >= 0 && next != '\n') {
            if (line.size() >= MAX_LINE_BYTES) {
                throw new FleetFileException(number, "it is longer than " + MAX_LINE_BYTES + " bytes");
            }
            line.write(next);
        }
        return next < 0 && line.size() == 0 ? null : line.toByteArray();
    }

    static byte[] bytes(Line line) {
        return (new String(Json.write(line), StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
