package io.obt.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way through TCP that a test can break: it stands on a loopback port of its own between a client and {@code target},
 * passes everything on, and then does what networks do. What is set holds for the connections there are and for those to
 * come, until the next call. Thread-safe.
 *
 * <pre>{@code
 * try (FaultyProxy network = FaultyProxy.to(server.address())) {
 *     connectTo(network.address());
 *     network.stall();   // nothing moves any more, and nobody is told
 *     network.pass();    // and on it goes, not a byte lost
 * }
 * }</pre>
 */
public final class FaultyProxy implements AutoCloseable {
    private final InetSocketAddress target;
    private final InetSocketAddress address;
    private final Weather weather = new Weather();
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;
    private boolean accepting;
    private boolean closed;

    private FaultyProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        this.listener = listen(0);
        this.address = (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Passes everything on to {@code target}, which need not be there yet. */
    public static FaultyProxy to(InetSocketAddress target) {
        try {
            return new FaultyProxy(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to connect to instead of to the target; the same for as long as the proxy lives. */
    public InetSocketAddress address() {
        return address;
    }

    /** Everything moves on; a connection that stood still goes on where it was. */
    public synchronized void pass() {
        open();
        weather.set(Weather.Fault.NONE);
    }

    /** Nobody listens: new connections are refused, and those there are end. */
    public synchronized void refuse() {
        shut();
        passages.forEach(Passage::close);
    }

    /** New connections are accepted and never answered; those there are stand still. */
    public synchronized void blackHole() {
        open();
        weather.set(Weather.Fault.STILL);
    }

    /** The connections there are stand still, both ways, and new ones are refused. */
    public synchronized void stall() {
        shut();
        weather.set(Weather.Fault.STILL);
    }

    /** The connections there are stand still for ever, and nobody is told; new ones pass. */
    public synchronized void freeze() {
        open();
        passages.forEach(Passage::freeze);
        weather.set(Weather.Fault.NONE);
    }

    /** Every connection there is ends with a reset (RST); new ones do at once. */
    public synchronized void reset() {
        open();
        weather.set(Weather.Fault.RESET);
        passages.forEach(Passage::reset);
    }

    /** Everything moves, each piece of at most {@link Weather#PIECE} bytes after {@code delay}. */
    public synchronized void slow(Duration delay) {
        open();
        weather.slow(delay);
    }

    /** Every connection passes {@code bytes} more, both ways together, and ends. */
    public synchronized void cutAfter(long bytes) {
        open();
        weather.cutAfter(bytes);
        passages.forEach(passage -> passage.cutAfter(bytes));
    }

    /** How many connections there are. */
    public int connections() {
        return passages.size();
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread thread = new Thread(() -> accept(socket), "proxy-accept");
        thread.setDaemon(true);
        accepting = true;
        thread.start();
        return socket;
    }

    private void open() {
        if (closed) {
            throw new IllegalStateException("The proxy is closed");
        }
        if (listener.isClosed()) {
            try {
                listener = listen(address.getPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    // A closed listener goes on listening until the thread that is in its accept() has left it.
    private void shut() {
        try {
            listener.close();
            while (accepting) {
                wait();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                begin(socket, socket.accept());
            }
        } catch (IOException e) {
            stoppedAccepting();
        }
    }

    private synchronized void stoppedAccepting() {
        accepting = false;
        notifyAll();
    }

    private synchronized void begin(ServerSocket acceptor, Socket client) throws IOException {
        if (acceptor.isClosed()) {
            client.close(); // it came through the closing door
            return;
        }
        Passage passage = new Passage(client, target, weather, passages::remove);
        passages.add(passage);
        passage.start();
    }

    /** Ends the listener, every connection and every thread. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            shut();
        }
        passages.forEach(Passage::close);
        weather.set(Weather.Fault.NONE); // last, or what stood still would be passed on
    }
}
