package io.obt.server;

import io.obt.access.Role;
import io.obt.registry.LeasePolicy;
import io.obt.server.http.Origin;
import io.obt.server.security.Protection;
import io.obt.server.tls.TlsSettings;
import io.obt.store.FleetStore;
import io.obt.store.InMemoryFleetStore;
import io.obt.time.ManualTime;
import io.obt.time.TimeSource;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/** A server in this process, on a free port, whose clock stands still until a test moves it. */
final class TestServer implements AutoCloseable {
    /** Whose pages may read the API. */
    static final Origin ORIGIN = new Origin("https://dashboard.example.org");

    /** Moves leases, not sockets. */
    final ManualTime time = new ManualTime();

    final Caller call;

    private final ObtServer server;

    private TestServer(ServerSettings settings, Function<TimeSource, FleetStore> opener) {
        server = ObtServer.start(settings, () -> opener.apply(time), time);
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
        return new TestServer(settings(Path.of("unused"), 0), opener);
    }

    /** One that asks for tokens, and puts its own into {@code data}. */
    static TestServer guarded(Path data, FleetStore store) {
        return guarded(data, store, new Protection(true, false, false, Set.of()));
    }

    static TestServer guarded(Path data, FleetStore store, Protection protection) {
        return new TestServer(settings(data, 0, protection), time -> store);
    }

    /** One that speaks TLS, and asks for tokens. */
    static TestServer encrypted(Path data, TlsSettings tls) {
        ServerSettings settings = settings(data, 0, new Protection(true, false, false, Set.of()), tls);
        return new TestServer(settings, time -> new InMemoryFleetStore());
    }

    /** What somebody calls with who has the server's own token for this role. */
    Caller as(Role role) {
        return call.with(server.tokenFiles().stream()
                .filter(file -> file.role() == role)
                .findFirst()
                .orElseThrow()
                .secret());
    }

    ObtServer server() {
        return server;
    }

    /** The usual rhythm: an interval of 10 s, a lease of 60 s. */
    static ServerSettings settings(Path data, int port) {
        return settings(data, port, Protection.NONE);
    }

    private static ServerSettings settings(Path data, int port, Protection protection) {
        return settings(data, port, protection, null);
    }

    private static ServerSettings settings(Path data, int port, Protection protection, TlsSettings tls) {
        return new ServerSettings(
                InetAddress.getLoopbackAddress(),
                port,
                data,
                null,
                LeasePolicy.defaults(),
                Duration.ofDays(30),
                URI.create("https://obt.example.org"),
                Set.of(ORIGIN),
                null,
                protection,
                tls,
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
