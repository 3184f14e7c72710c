package io.obt.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection whose bytes a test writes itself, for what no decent client would send. */
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;

    private final Socket socket;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** Lines are written with CRLF in place of LF. */
    RawConnection send(String text) throws IOException {
        return send(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** The head of the next answer, as far as its empty line. */
    String head() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
            text = head.toString(StandardCharsets.UTF_8);
        }
        return text;
    }

    /** The status of the next answer; 0 when the connection ends without one. */
    int status() throws IOException {
        String head = head();
        return head.startsWith("HTTP/1.1 ") ? Integer.parseInt(head.substring(9, 12)) : 0;
    }

    /** The next answer whole, by its length: head, empty line, body. */
    String answer() throws IOException {
        String head = head();
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return head + new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    /** Reads until {@code text} has come. */
    void awaitText(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("The server ended the connection after: " + read);
            }
            read.append((char) next);
        }
    }

    /** Everything until the server closes the connection. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Whether the server has ended the connection; waits for it. */
    boolean endsNow() {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset is an end as well
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
