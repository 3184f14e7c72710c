package io.obt.sdk.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Ollama answers while it pulls or makes a model: one JSON object a line, in pieces as the network brings them.
 *
 * <pre>{@code
 * {"status":"pulling manifest"}
 * {"status":"pulling dde5aa3fc5ff","digest":"sha256:dde5aa3f…","total":2019377376,"completed":241970}
 * {"status":"verifying sha256 digest"}
 * {"status":"success"}
 * }</pre>
 *
 * <p>The status of such an answer is 200 from its first line on, so a failure is a line, too, the last:
 * {@code {"error":"pull model manifest: file does not exist"}}. An answer that ends without {@code success} has failed. How long
 * Ollama may be silent in between is for the caller to say: it hashes a large layer for minutes without a word.
 *
 * <p>Nothing an Ollama may send throws anything but {@link OllamaException}. For one thread.
 */
final class ProgressReader {
    // What Ollama's own client takes.
    private static final int MAX_LINE_BYTES = 8 << 20;
    // Three days at one every 60 ms.
    private static final int MAX_LINES = 5_000_000;

    private final URI url;
    private final String path;
    private final int maxLines;
    private final Consumer<Progress> listener;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int lines;
    private boolean done;

    /**
     * @param url of the Ollama, and {@code path} what it was asked there, for people to read
     * @param listener takes each line, the last included
     */
    ProgressReader(URI url, String path, Consumer<Progress> listener) {
        this(url, path, MAX_LINES, listener);
    }

    ProgressReader(URI url, String path, int maxLines, Consumer<Progress> listener) {
        this.url = url;
        this.path = path;
        this.maxLines = maxLines;
        this.listener = listener;
    }

    /**
     * Takes the next piece of the answer, wherever it was cut.
     *
     * @throws OllamaException if Ollama has failed, in its own words, or this is nothing it would say; nothing may be taken after it
     */
    void take(ByteBuffer piece) throws OllamaException {
        while (piece.hasRemaining() && !done) {
            byte next = piece.get();
            if (next == '\n') {
                readLine();
            } else if (line.size() < MAX_LINE_BYTES) {
                line.write(next);
            } else {
                throw OllamaFaults.endless(url, path, "a line of more than " + (MAX_LINE_BYTES >> 20) + " MiB");
            }
        }
    }

    /**
     * The answer has ended.
     *
     * @throws OllamaException unless everything was done by then
     */
    void end() throws OllamaException {
        if (!done && line.size() > 0) {
            readLine();
        }
        if (!done) {
            throw OllamaFaults.cut(url, path);
        }
    }

    private void readLine() throws OllamaException {
        lines++;
        if (lines > maxLines) {
            throw OllamaFaults.endless(url, path, "more than " + maxLines + " lines");
        }
        JsonNode said = object(line.toByteArray());
        line.reset();
        if (said == null) {
            return;
        }
        if (said.hasNonNull("error")) {
            throw OllamaFaults.gaveUp(url, path, OllamaFields.text(said, "error"));
        }
        String status = OllamaFields.text(said, "status");
        String layer = OllamaFields.text(said, "digest");
        if (status != null || layer != null) {
            Progress progress = progress(status == null ? "" : status, layer, said);
            done = progress.isSuccess();
            listener.accept(progress);
        }
    }

    // Ollama leaves out what is 0.
    private static Progress progress(String status, @Nullable String layer, JsonNode said) {
        Long total = OllamaFields.positive(said, "total");
        Long completed = OllamaFields.number(said, "completed");
        long known = completed == null ? 0 : completed;
        return new Progress(status, layer, total, total == null ? known : Math.min(known, total));
    }

    /** Null for an empty line. */
    private @Nullable JsonNode object(byte[] text) throws OllamaException {
        JsonNode said;
        try {
            said = OllamaJson.tree(text);
        } catch (IOException e) {
            throw OllamaFaults.notOllama(url, path);
        }
        if (said.isMissingNode()) {
            return null;
        }
        if (!said.isObject()) {
            throw OllamaFaults.notOllama(url, path);
        }
        return said;
    }
}
