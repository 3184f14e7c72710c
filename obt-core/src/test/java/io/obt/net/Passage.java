package io.obt.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One connection through the proxy: two sockets and a thread for each way. */
final class Passage {
    private final Socket client;
    private final Socket server = new Socket();
    private final InetSocketAddress target;
    private final Weather weather;
    private final Consumer<Passage> onEnd;
    private final AtomicLong bytesLeft;
    private final AtomicInteger waysEnded = new AtomicInteger();
    private volatile boolean frozen;

    /** @param onEnd is told once the connection has ended, perhaps more than once */
    Passage(Socket client, InetSocketAddress target, Weather weather, Consumer<Passage> onEnd) {
        this.client = client;
        this.target = target;
        this.weather = weather;
        this.onEnd = onEnd;
        this.bytesLeft = new AtomicLong(weather.bytesOfNew());
    }

    void start() {
        run("proxy-there", () -> {
            // In a black hole not even the target hears of it.
            if (weather.await(this) == Weather.Fault.RESET) {
                reset();
                return;
            }
            server.connect(target);
            run("proxy-back", () -> move(server, client));
            move(client, server);
        });
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        close(); // one side has gone, and the other learns of it
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void move(Socket from, Socket to) throws IOException, InterruptedException {
        byte[] piece = new byte[Weather.PIECE];
        for (int read = from.getInputStream().read(piece);
                read >= 0;
                read = from.getInputStream().read(piece)) {
            if (weather.await(this) == Weather.Fault.RESET) {
                reset();
                return;
            }
            long before = bytesLeft.getAndAdd(-read);
            to.getOutputStream().write(piece, 0, (int) Math.max(0, Math.min(read, before)));
            if (before <= read) {
                close();
                return;
            }
        }
        to.shutdownOutput();
        if (waysEnded.incrementAndGet() == 2) {
            close();
        }
    }

    void cutAfter(long bytes) {
        bytesLeft.set(bytes);
    }

    /** Nothing moves here any more, whatever the weather. */
    void freeze() {
        frozen = true;
    }

    boolean isFrozen() {
        return frozen;
    }

    boolean isOpen() {
        return !client.isClosed();
    }

    /** Ends both sides with a reset. */
    void reset() {
        for (Socket side : new Socket[] {client, server}) {
            try {
                side.setSoLinger(true, 0);
            } catch (IOException e) {
                // it has ended before
            }
        }
        close();
    }

    void close() {
        try (client;
                server) {
            onEnd.accept(this);
        } catch (IOException e) {
            // it has ended before
        }
        weather.ended();
    }
}
