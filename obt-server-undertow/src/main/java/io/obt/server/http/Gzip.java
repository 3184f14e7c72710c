package io.obt.server.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.encoding.AllowedContentEncodings;
import io.undertow.server.handlers.encoding.ContentEncodingProvider;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Packs bodies that are whole already, so that their length is known and HEAD tells the same as GET. What Undertow packs
 * on its way out has no length.
 */
public final class Gzip {
    private static final String GZIP = "gzip";
    private static final ContentEncodingRepository KNOWN =
            new ContentEncodingRepository().addEncodingHandler(GZIP, ContentEncodingProvider.IDENTITY, 50);

    private Gzip() {}

    /** Whether the caller takes packed bodies, and rather than others. */
    public static boolean isTakenBy(HttpServerExchange exchange) {
        AllowedContentEncodings encodings = KNOWN.getContentEncodings(exchange);
        return encodings != null && GZIP.equals(encodings.getCurrentContentEncoding());
    }

    /** As small as can be, for what is packed once. */
    public static byte[] packedSmall(byte[] content) {
        return packed(content, Deflater.BEST_COMPRESSION);
    }

    /** As quickly as can be, for what is packed for one answer. */
    static byte[] packedQuickly(byte[] content) {
        return packed(content, Deflater.BEST_SPEED);
    }

    private static byte[] packed(byte[] content, int level) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 4 + 64);
        try (OutputStream gzip = new LeveledGzip(packed, level)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written", e);
        }
        return packed.toByteArray();
    }

    private static final class LeveledGzip extends GZIPOutputStream {
        LeveledGzip(OutputStream out, int level) throws IOException {
            super(out, 8 * 1024);
            def.setLevel(level);
        }
    }
}
