package io.obt.examples.ollama;

import com.sun.net.httpserver.HttpExchange;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Puts one answer on the wire: whole, line by line, by halves, or cut. A caller who has left ends it silently. */
final class Delivery {
    // Go counts a body's bytes as long as they fit into its 2 KB buffer, and sends chunks beyond.
    private static final int LARGEST_COUNTED = 2_048;

    private final HttpExchange exchange;
    private final Answer answer;
    private final List<byte[]> parts;
    private final byte[] whole;

    Delivery(HttpExchange exchange, Answer answer) {
        this.exchange = exchange;
        this.answer = answer;
        this.parts = answer.parts().stream()
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.whole = String.join("", answer.parts()).getBytes(StandardCharsets.UTF_8);
    }

    /** Sends everything, with {@code pace} between a stream's lines. */
    void send(Background background, Duration pace) {
        if (sendHead()) {
            sendFrom(0, background, pace);
        }
    }

    /** Sends the head and half of the body. */
    void sendHalf() {
        if (sendHead()) {
            write(Arrays.copyOfRange(whole, 0, whole.length / 2));
        }
    }

    /** Sends the other half. */
    void sendRest() {
        answer.beforeLast().run();
        if (write(Arrays.copyOfRange(whole, whole.length / 2, whole.length))) {
            exchange.close();
        }
    }

    /** Sends half and cuts the connection. */
    void sendTruncated() {
        exchange.setStreams(null, new Cut(exchange.getResponseBody()));
        sendHalf();
        exchange.close();
    }

    /** Sends {@code filler} {@code times} over between {@code start} and {@code end}, without ever holding it all. */
    static void sendRepeated(HttpExchange exchange, String start, String filler, int times, String end) {
        byte[] block = filler.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write(start.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < times; i++) {
                body.write(block);
            }
            body.write(end.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The caller had enough, which is the point.
        }
    }

    private void sendFrom(int first, Background background, Duration pace) {
        for (int i = first; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            if (last) {
                answer.beforeLast().run();
            }
            if (!write(parts.get(i))) {
                return;
            }
            if (!last && !pace.isZero()) {
                int next = i + 1;
                background.runAfter(pace, () -> sendFrom(next, background, pace));
                return;
            }
        }
        exchange.close();
    }

    private boolean sendHead() {
        int length = whole.length;
        boolean counted = parts.size() < 2 && length <= LARGEST_COUNTED;
        if (!answer.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        }
        try {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(length));
                exchange.sendResponseHeaders(answer.status(), -1);
                exchange.close();
                return false;
            }
            exchange.sendResponseHeaders(answer.status(), !counted ? 0 : length == 0 ? -1 : length);
            return true;
        } catch (IOException e) {
            exchange.close();
            return false;
        }
    }

    private boolean write(byte[] bytes) {
        try {
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            return true;
        } catch (IOException e) {
            exchange.close();
            return false;
        }
    }

    /** Fails to close, upon which the exchange drops the connection instead of ending the body properly. */
    private static final class Cut extends FilterOutputStream {
        Cut(OutputStream body) {
            super(body);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            throw new IOException("cut on purpose");
        }
    }
}
