package io.obt.examples.ollama;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A port on the loopback interface that listens or refuses, and stays ours either way. Thread-safe. */
final class Listener implements AutoCloseable {
    private final Executor executor;
    private final HttpHandler handler;
    private InetSocketAddress address;
    private @Nullable HttpServer server;
    private @Nullable Socket placeholder;
    private boolean closed;

    /** {@code port} 0 takes a free one. It refuses until it is opened. */
    Listener(int port, Executor executor, HttpHandler handler) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.executor = executor;
        this.handler = handler;
    }

    synchronized InetSocketAddress address() {
        return address;
    }

    synchronized void open() {
        if (closed || server != null) {
            return;
        }
        letGoOfPort();
        try {
            HttpServer opened = HttpServer.create(address, 0);
            opened.createContext("/", handler);
            opened.setExecutor(executor);
            // The server's own thread inherits being a daemon from the thread that starts it.
            CompletableFuture.runAsync(opened::start, executor).join();
            server = opened;
            address = opened.getAddress();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /** Cuts every connection; from now on new ones are refused. */
    synchronized void refuse() {
        if (server == null) {
            return;
        }
        stop();
        // A bound socket that does not listen refuses connections, and keeps the port from everybody else.
        Socket holder = new Socket();
        try {
            holder.setReuseAddress(true);
            holder.bind(address);
            placeholder = holder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep " + address + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        stop();
        letGoOfPort();
    }

    private void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private void letGoOfPort() {
        if (placeholder != null) {
            try {
                placeholder.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot let go of " + address, e);
            }
            placeholder = null;
        }
    }
}
