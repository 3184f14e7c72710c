package io.obt.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers each connection's first bytes with the same ones, and then closes it or falls silent. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final byte[] answer;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger closedByCaller = new AtomicInteger();
    private volatile boolean silent;

    private RawServer(String answer) {
        this.answer = answer.getBytes(StandardCharsets.US_ASCII);
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public static RawServer saying(String answer) {
        return new RawServer(answer);
    }

    public RawServer thenSilent() {
        silent = true;
        return this;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    public int accepted() {
        return accepted.get();
    }

    /** How many connections callers have given up. */
    public int closedByCaller() {
        return closedByCaller.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                daemon(() -> answer(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            byte[] bytes = new byte[8_192];
            if (in.read(bytes) < 0) {
                return;
            }
            socket.getOutputStream().write(answer);
            socket.getOutputStream().flush();
            while (silent) {
                if (in.read(bytes) < 0) {
                    closedByCaller.incrementAndGet();
                    return;
                }
            }
        } catch (IOException e) {
            closedByCaller.incrementAndGet();
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
