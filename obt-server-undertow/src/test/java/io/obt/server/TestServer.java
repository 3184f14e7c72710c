package io.obt.server;

import io.obt.registry.LeasePolicy;
import io.obt.store.FleetStore;
import io.obt.store.InMemoryFleetStore;
import io.obt.time.ManualTime;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A server in this process, on a free port, whose clock stands still until a test moves it. */
final class TestServer implements AutoCloseable {
    /** Moves leases, not sockets. */
    final ManualTime time = new ManualTime();

    final Caller call;

    private final ObtServer server;

    private TestServer(FleetStore store) {
        server = ObtServer.start(settings(Path.of("unused"), 0), store, time);
        call = new Caller(server.url());
    }

    static TestServer empty() {
        return new TestServer(new InMemoryFleetStore());
    }

    static TestServer on(FleetStore store) {
        return new TestServer(store);
    }

    /** The usual rhythm: an interval of 10 s, a lease of 60 s. */
    static ServerSettings settings(Path data, int port) {
        return new ServerSettings(
                InetAddress.getLoopbackAddress(),
                port,
                data,
                null,
                LeasePolicy.defaults(),
                Duration.ofDays(30),
                URI.create("https://obt.example.org"),
                false);
    }

    int port() {
        return server.url().getPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
