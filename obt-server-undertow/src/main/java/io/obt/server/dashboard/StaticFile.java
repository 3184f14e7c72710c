package io.obt.server.dashboard;

import io.obt.server.http.Gzip;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** One file as it goes over the wire, plain and packed; both are made once. Immutable. */
final class StaticFile {
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final byte[] plain;
    private final byte[] packed;
    private final String contentType;
    private final String hash;

    /**
     * @throws IllegalArgumentException if the name's ending is none of those a dashboard has: a browser that is told
     *     not to guess would not run it
     */
    StaticFile(String name, byte[] content) {
        String type = CONTENT_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("No content type is known for '" + name + "'; known endings are "
                    + CONTENT_TYPES.keySet().stream().sorted().toList());
        }
        plain = content.clone();
        packed = Gzip.packedSmall(content);
        contentType = type;
        hash = HexFormat.of().formatHex(sha256(content), 0, 16);
    }

    ByteBuffer plain() {
        return ByteBuffer.wrap(plain).asReadOnlyBuffer();
    }

    ByteBuffer packed() {
        return ByteBuffer.wrap(packed).asReadOnlyBuffer();
    }

    String text() {
        return new String(plain, StandardCharsets.UTF_8);
    }

    String contentType() {
        return contentType;
    }

    /** 32 hex digits that change with the content. */
    String hash() {
        return hash;
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
