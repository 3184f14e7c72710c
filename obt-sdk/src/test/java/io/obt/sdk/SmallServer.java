package io.obt.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.obt.client.ClientStatus;
import io.obt.protocol.HeartbeatRequest;
import io.obt.protocol.HeartbeatResponse;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import io.obt.protocol.Problem;
import io.obt.protocol.RegistrationRequest;
import io.obt.protocol.RegistrationResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As much of a server as an agent needs, over real HTTP. */
final class SmallServer implements AutoCloseable {
    private final HttpServer http;
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "small-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
    private final List<HeartbeatRequest> heartbeats = new CopyOnWriteArrayList<>();
    private final List<InetSocketAddress> heartbeatsFrom = new CopyOnWriteArrayList<>();
    private final List<Long> heartbeatsAt = new CopyOnWriteArrayList<>();
    private final List<String> instances = new CopyOnWriteArrayList<>();
    private final List<String> goodbyes = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean hanging;
    private volatile boolean superseding;
    private volatile long intervalMillis = 300;

    SmallServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/api/v1/clients/desk/registration", this::registration);
        http.createContext("/api/v1/clients/desk/heartbeats", this::heartbeat);
        http.setExecutor(executor);
        http.start();
    }

    InetSocketAddress address() {
        return http.getAddress();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + address().getPort());
    }

    void intervalMillis(long millis) {
        intervalMillis = millis;
    }

    /** From now on nothing is answered. */
    void hang() {
        hanging = true;
    }

    /** From now on only the newest registration is obeyed. */
    void supersedes() {
        superseding = true;
    }

    List<HeartbeatRequest> heartbeats() {
        return heartbeats;
    }

    HeartbeatRequest lastHeartbeat() {
        return heartbeats.get(heartbeats.size() - 1);
    }

    int registrations() {
        return instances.size();
    }

    List<String> goodbyes() {
        return goodbyes;
    }

    int connections() {
        return callers.size();
    }

    /** On how many connections heartbeats came. */
    long connectionsOfHeartbeats() {
        return heartbeatsFrom.stream().distinct().count();
    }

    Duration longestPause() {
        long longest = 0;
        for (int i = 1; i < heartbeatsAt.size(); i++) {
            longest = Math.max(longest, heartbeatsAt.get(i) - heartbeatsAt.get(i - 1));
        }
        return Duration.ofNanos(longest);
    }

    private void registration(HttpExchange exchange) throws IOException {
        enter(exchange);
        if (exchange.getRequestMethod().equals("DELETE")) {
            goodbyes.add(exchange.getRequestURI().getQuery().replace("registrationId=", ""));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            return;
        }
        RegistrationRequest request = read(exchange, RegistrationRequest.class);
        if (!instances.contains(request.instanceId())) {
            instances.add(request.instanceId());
        }
        String id = "r-" + (instances.indexOf(request.instanceId()) + 1);
        send(exchange, 200, new RegistrationResponse("desk", id, intervalMillis, 60_000, Instant.now()));
    }

    private void heartbeat(HttpExchange exchange) throws IOException {
        enter(exchange);
        HeartbeatRequest request = read(exchange, HeartbeatRequest.class);
        if (superseding && !request.registrationId().equals("r-" + instances.size())) {
            send(exchange, 409, Problem.of(409, "Superseded", "Another agent has registered"));
            return;
        }
        heartbeatsFrom.add(exchange.getRemoteAddress());
        heartbeatsAt.add(System.nanoTime());
        heartbeats.add(request);
        send(exchange, 200, new HeartbeatResponse(ClientStatus.ONLINE, false, intervalMillis, List.of()));
    }

    private void enter(HttpExchange exchange) {
        callers.add(exchange.getRemoteAddress());
        if (hanging) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T read(HttpExchange exchange, Class<T> type) throws IOException {
        try {
            return Json.read(exchange.getRequestBody().readAllBytes(), type);
        } catch (InvalidMessageException e) {
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, Object message) throws IOException {
        byte[] body = Json.write(message);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        executor.shutdownNow();
    }
}
