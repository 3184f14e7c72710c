package io.obt.server;

import io.obt.audit.AuditLog;
import io.obt.client.ClientId;
import io.obt.server.dashboard.DashboardHandler;
import io.obt.server.http.BodyRoom;
import io.obt.server.http.CrossOrigin;
import io.obt.server.http.HostCheck;
import io.obt.server.http.MoveCalls;
import io.obt.server.http.Origin;
import io.obt.server.http.Refusals;
import io.obt.server.http.SameOrigin;
import io.obt.server.http.StartGate;
import io.obt.server.http.UnreadBodies;
import io.obt.server.metrics.Metrics;
import io.obt.server.security.TokenFiles.TokenFile;
import io.obt.server.security.TrustedProxies;
import io.obt.server.store.EmbeddedFleetStore;
import io.obt.server.store.StoreFileException;
import io.obt.server.store.mongo.MongoAddress;
import io.obt.server.store.mongo.MongoFleetStore;
import io.obt.server.tls.ServerTls;
import io.obt.server.traffic.Traffic;
import io.obt.settings.SettingException;
import io.obt.store.FleetStore;
import io.obt.store.StoreRefusedException;
import io.obt.store.StoreUnavailableException;
import io.obt.time.Loop;
import io.obt.time.TimeSource;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: one fleet, its store, and HTTP in front. Thread-safe.
 *
 * <pre>{@code
 * try (ObtServer server = ObtServer.start(settings)) {
 *     System.out.println("Open " + server.url());
 * }
 * }</pre>
 */
public final class ObtServer implements AutoCloseable {
    /** The version of this server, as its jar says it. */
    public static final String VERSION = Optional.ofNullable(
                    ObtServer.class.getPackage().getImplementationVersion())
            .orElse("development");

    private static final Logger log = LoggerFactory.getLogger(ObtServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LONGEST_END = Duration.ofMillis(4_500);

    private final GracefulShutdownHandler inFlight;
    private final Listening listening;
    private final Opening opening;
    private final MoveCalls moves;
    private final boolean tokens;
    private final @Nullable ServerTls tls;
    private @Nullable Loop watchingKeys;
    private boolean closed;

    private ObtServer(ServerSettings settings, StoreOpener opener, TimeSource time) {
        Instant startedAt = time.now();
        Metrics metrics = new Metrics(VERSION);
        // One for the server's life, which a fleet may be exchanged in.
        AuditLog audit = new AuditLog(time, UUID.randomUUID().toString().substring(0, 4));
        StartGate gate = new StartGate(!settings.protection().tokens());
        HttpHandler ours = new SameOrigin(ownOrigins(settings), gate);
        HttpHandler shared = new CrossOrigin(settings.corsOrigins(), ours);
        HttpHandler checked = new HostCheck(ownNames(settings), new DashboardHandler(settings.dashboardApi(), shared));
        HttpHandler seen = new Traffic(
                metrics.requests(), time, new HttpContinueReadHandler(new UnreadBodies(new BodyRoom(checked))));
        inFlight = new GracefulShutdownHandler(
                new TrustedProxies(settings.protection().trustedProxies(), seen));
        tls = settings.tls() == null
                ? null
                : ServerTls.open(settings.tls(), settings.dataDirectory(), settings.publicUrl(), time);
        opening = new Opening(() -> FleetAtWork.open(opener, settings, moves(), metrics, audit, time, startedAt), gate);
        moves = new MoveCalls(new Moving(opening, opener));
        tokens = settings.protection().tokens();
        // Before a store is made for a server that cannot be.
        listening = listening(settings, tls, new Refusals(inFlight));
    }

    /**
     * Listens, opens the store that the settings name, and answers for what is in it. A MongoDB that is away is waited for.
     *
     * @throws StoreFileException if the data directory or the file in it cannot be used; the file is left as it is
     * @throws StoreRefusedException if the MongoDB will not serve us until somebody mends something
     * @throws SettingException if the address cannot be listened on, or certificate and key cannot be used
     */
    public static ObtServer start(ServerSettings settings) {
        return start(settings, () -> store(settings), TimeSource.system());
    }

    private static FleetStore store(ServerSettings settings) {
        MongoAddress mongo = settings.mongo();
        return mongo == null
                ? EmbeddedFleetStore.open(settings.dataDirectory())
                : MongoFleetStore.connect(mongo, settings.eventRetention(), TimeSource.system());
    }

    /**
     * Listens at once, and answers for the fleet as soon as the store can be opened; the server closes it at its end.
     *
     * @throws RuntimeException what {@code opener} throws at the first attempt, unless the store is merely away
     */
    static ObtServer start(ServerSettings settings, StoreOpener opener, TimeSource time) {
        ObtServer server = new ObtServer(settings, opener, time);
        try {
            server.opening.start();
            server.watchKeys();
            return server;
        } catch (RuntimeException e) {
            server.listening.close();
            throw e;
        }
    }

    private MoveCalls moves() {
        return moves;
    }

    private void watchKeys() {
        if (tls != null) {
            watchingKeys = Loop.every(ServerTls.RHYTHM, PATIENCE, "obt-tls", tls::step);
        }
    }

    private static Listening listening(ServerSettings settings, @Nullable ServerTls tls, HttpHandler handler) {
        try {
            return new Listening(new InetSocketAddress(settings.host(), settings.port()), tls, handler);
        } catch (IOException e) {
            throw new SettingException("The port " + settings.port() + " of "
                    + settings.host().getHostAddress()
                    + " cannot be listened on (" + e.getMessage()
                    + "); is another server running? Set OBT_PORT to another port, or 0 for a free one");
        }
    }

    private static Set<String> ownNames(ServerSettings settings) {
        Set<String> names = new HashSet<>();
        try {
            names.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            log.debug("This machine does not know its own name", e);
        }
        if (settings.publicUrl() != null) {
            names.add(settings.publicUrl().getHost());
        }
        return names;
    }

    private static Set<Origin> ownOrigins(ServerSettings settings) {
        Set<Origin> origins = new HashSet<>(settings.corsOrigins());
        URI url = settings.publicUrl();
        if (url != null) {
            Origin.parse(url.getScheme() + "://" + url.getAuthority()).ifPresent(origins::add);
        }
        return origins;
    }

    /** The tokens of who runs the server, in files; none where nobody needs one, or before the fleet is open. */
    public List<TokenFile> tokenFiles() {
        return opening.opened().map(FleetAtWork::tokenFiles).orElse(List.of());
    }

    /**
     * A credential for an agent in this process, in the place of any that its client had; empty where nobody needs one.
     *
     * @throws StoreUnavailableException if it cannot be kept now, or the fleet is not open yet
     */
    public Optional<String> admit(ClientId id) {
        if (!tokens) {
            return Optional.empty();
        }
        FleetAtWork fleet =
                opening.opened().orElseThrow(() -> new StoreUnavailableException("the fleet is not open yet"));
        return Optional.of(fleet.admit(id).text());
    }

    /** Where the server answers. */
    public URI url() {
        InetSocketAddress address = listening.address();
        String host = address.getAddress().isAnyLocalAddress()
                ? "localhost"
                : address.getAddress().getHostAddress();
        String scheme = tls == null ? "http://" : "https://";
        return URI.create(scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /** The certificate it shows; empty where it speaks plain HTTP. */
    public Optional<ServerTls> tls() {
        return Optional.ofNullable(tls);
    }

    /** What the server still waits for before it is ready, in its store's words; empty when it answers for its fleet. */
    public Optional<String> obstacle() {
        return opening.obstacle();
    }

    /** Lets requests in flight finish, keeps what is not kept yet, and ends; within 5 s. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Thread ending = new Thread(this::end, "obt-end");
        ending.setDaemon(true);
        ending.start();
        try {
            ending.join(LONGEST_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ending.isAlive()) {
            log.warn("The store does not answer; what changed in the last seconds may not be kept");
        }
    }

    private void end() {
        inFlight.shutdown();
        opening.opened().ifPresent(FleetAtWork::endStreams);
        try {
            inFlight.awaitShutdown(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listening.close();
        if (watchingKeys != null) {
            watchingKeys.close();
        }
        moves.close();
        opening.close();
    }
}
