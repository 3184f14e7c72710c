package io.obt.protocol;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells whether what an answer shows is what it showed before, the time of a client's last contact and its usage aside:
 * they change with every heartbeat. 32 hex digits, made into the answer's ETag.
 */
public final class Fingerprint {
    private static final ObjectWriter WRITER = Json.writerWith(ClientMessage.class, WithoutContact.class);
    private static final int BYTES = 16;

    @JsonIgnoreProperties({"lastSeen", "usage"})
    private abstract static class WithoutContact {}

    private Fingerprint() {}

    /** That of one thing. */
    public static String of(Object message) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            WRITER.writeValue(new DigestOutputStream(OutputStream.nullOutputStream(), sha256), message);
            return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException("A message of ours cannot be written: " + message.getClass(), e);
        }
    }

    /** That of a part of a list; where it goes on is a place in it and nothing to see. */
    public static String of(Page<?> page) {
        return of(new Shown(page.items(), page.total(), page.nextCursor() == null));
    }

    private record Shown(Iterable<?> items, long total, boolean last) {}
}
