package io.obt.server.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a stream of server-sent events, one at a time, as it is asked to and no faster. */
final class Listener implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;
    private final List<String> head = new ArrayList<>();

    /** @param lastEventId empty when it has none */
    Listener(int port, String lastEventId) throws IOException {
        this(new Socket(), port, lastEventId);
    }

    private Listener(Socket socket, int port, String lastEventId) throws IOException {
        this.socket = socket;
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(10_000);
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        String resume = lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
        socket.getOutputStream()
                .write(("GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n" + resume + "\r\n").getBytes(UTF_8));
    }

    /** The answer's head; comes before the first event. */
    List<String> head() throws IOException {
        while (head.isEmpty() || !head.get(head.size() - 1).isEmpty()) {
            head.add(lines.readLine());
        }
        return head;
    }

    /** The next event's fields; a comment is under the empty name. Empty at the end of the stream. */
    Map<String, String> next() throws IOException {
        head();
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line = payload(); line != null; line = payload()) {
            if (line.isEmpty()) {
                if (!fields.isEmpty()) {
                    return fields;
                }
                continue;
            }
            int colon = line.indexOf(':');
            if (colon == 0) {
                return Map.of("", line.substring(1));
            }
            fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return fields;
    }

    // What carries the stream is chunked; a chunk's length stands on a line of its own.
    private String payload() throws IOException {
        String line = lines.readLine();
        while (line != null && line.matches("[0-9a-f]{1,8}")) {
            line = lines.readLine();
        }
        return line;
    }

    /** Reads to the end, quickly; whether it came in time. */
    boolean isEnded() {
        try {
            while (lines.readLine() != null) {
                // what was under way
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
