package io.obt.server;

import io.obt.registry.LeasePolicy;
import io.obt.store.FleetStore;
import io.obt.store.InMemoryFleetStore;
import io.obt.time.ManualTime;
import io.obt.time.TimeSource;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** A server in this process, on a free port, whose clock stands still until a test moves it. */
final class TestServer implements AutoCloseable {
    /** Moves leases, not sockets. */
    final ManualTime time = new ManualTime();

    final Caller call;

    private final ObtServer server;

    private TestServer(Function<TimeSource, FleetStore> opener) {
        server = ObtServer.start(settings(Path.of("unused"), 0), () -> opener.apply(time), time);
        call = new Caller(server.url());
    }

    static TestServer empty() {
        return on(new InMemoryFleetStore());
    }

    static TestServer on(FleetStore store) {
        return opening(time -> store);
    }

    /** On a store that is opened, with the server's clock, as often as it takes. */
    static TestServer opening(Function<TimeSource, FleetStore> opener) {
        return new TestServer(opener);
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
