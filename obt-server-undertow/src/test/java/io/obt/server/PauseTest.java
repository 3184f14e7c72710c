package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that stood still blames nobody for what it could not hear.
 *
 * <p>The promise speaks of three minutes and leases of one; here 5 s and leases of 1 s, which is as far beyond the lease
 * and beyond the 2 s by which a sweep may be late. Four clients, since the brake for many at once, which would spare them
 * too, begins at six.
 */
final class PauseTest {
    private static final int CLIENTS = 4;
    private static final int INTERVAL_MILLIS = 200;
    private static final int PAUSE_SECONDS = 5;

    @Test
    void serverThatWasSuspendedSaysSoAndDeclaresNobodyOffline(@TempDir Path directory) throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        ScheduledExecutorService agents = Executors.newScheduledThreadPool(CLIENTS);
        try (ServerProcess server =
                ServerProcess.run(home, "--heartbeat-interval", INTERVAL_MILLIS + "ms", "--lease", "1s")) {
            URI url = server.awaitReady();
            Caller call = new Caller(url);
            List<AtomicInteger> answered = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                answered.add(beat(agents, url, "c-" + i));
            }
            // Longer than the grace of one and a half leases that a start gives to everyone.
            awaitMore(answered, 15);
            assertThat(call.get("/api/v1/events?type=SERVER_PAUSED").items("detail"))
                    .isEmpty();

            server.signal("STOP");
            assertThat(server.process().waitFor(PAUSE_SECONDS, TimeUnit.SECONDS))
                    .isFalse();
            server.signal("CONT");

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !call.get("/api/v1/events?type=SERVER_PAUSED")
                            .items("id")
                            .isEmpty());
            awaitMore(answered, 20);
            assertThat(call.get("/api/v1/events?type=CLIENT_OFFLINE").items("clientId"))
                    .isEmpty();
            assertThat(call.get("/api/v1/events?type=SERVER_PAUSED").items("detail"))
                    .singleElement()
                    .asString()
                    .matches("The server did not run for [4-9] s; .*");
            JsonNode fleet = call.get("/api/v1/fleet").json();
            assertThat(fleet.path("clients").path("online").asInt()).isEqualTo(CLIENTS);
            assertThat(fleet.has("contactLost")).isFalse();
        } finally {
            agents.shutdownNow();
        }
    }

    @Test
    void clientThatIsReallyGoneIsDeclaredOffline(@TempDir Path directory) throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        try (ServerProcess server =
                ServerProcess.run(home, "--heartbeat-interval", INTERVAL_MILLIS + "ms", "--lease", "1s")) {
            Caller call = new Caller(server.awaitReady());
            call.join("gone");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> call.get("/api/v1/events?type=CLIENT_OFFLINE")
                            .items("clientId")
                            .equals(List.of("gone")));
        }
    }

    /** Reports every interval, whatever comes of it; returns how many were answered so far. */
    private static AtomicInteger beat(ScheduledExecutorService agents, URI url, String id) {
        String registration = new Caller(url).join(id);
        Caller call = new Caller(url, Duration.ofSeconds(1));
        AtomicInteger answered = new AtomicInteger();
        AtomicLong sequence = new AtomicLong(1);
        agents.scheduleAtFixedRate(
                () -> {
                    String report = Wire.heartbeat(registration, sequence.incrementAndGet(), "");
                    try {
                        int status = call.trySend(call.request("/api/v1/clients/" + id + "/heartbeats")
                                        .header("Content-Type", "application/json")
                                        .POST(BodyPublishers.ofString(report)))
                                .status();
                        answered.addAndGet(status == 200 ? 1 : 0);
                    } catch (IOException e) {
                        // the server stands still
                    }
                },
                0,
                INTERVAL_MILLIS,
                TimeUnit.MILLISECONDS);
        return answered;
    }

    private static void awaitMore(List<AtomicInteger> answered, int more) {
        List<Integer> before = answered.stream().map(AtomicInteger::get).toList();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            for (int i = 0; i < before.size(); i++) {
                if (answered.get(i).get() < before.get(i) + more) {
                    return false;
                }
            }
            return true;
        });
    }
}
