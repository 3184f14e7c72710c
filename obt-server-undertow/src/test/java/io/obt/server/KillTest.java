package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at any moment loses nothing that was acknowledged: ten times a build, {@code -Dobt.rounds=200} on
 * demand.
 */
final class KillTest {
    private static final int ROUNDS = Integer.getInteger("obt.rounds", 10);
    private static final long SEED = Long.getLong("obt.seed", System.nanoTime());
    private static final int WRITERS = 4;
    private static final int MOST_ACKNOWLEDGED_A_ROUND = 120;

    /** What the server has promised to keep, over all rounds. */
    private final Map<String, String> registrations = new ConcurrentHashMap<>();

    private final Map<String, String> takenOver = new ConcurrentHashMap<>();
    private final Set<String> superseded = ConcurrentHashMap.newKeySet();
    private final Set<String> left = ConcurrentHashMap.newKeySet();
    private final Map<Long, String> events = new ConcurrentHashMap<>();

    @Test
    void whatWasAcknowledgedSurvivesAndNoEventNumberIsGivenTwice(@TempDir Path directory) throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server = ServerProcess.run(home)) {
                URI url = server.awaitReady();
                check(url, round);
                writeUntilKilled(server, url, round, 1 + random.nextInt(MOST_ACKNOWLEDGED_A_ROUND));
            }
        }
        try (ServerProcess server = ServerProcess.run(home)) {
            check(server.awaitReady(), ROUNDS);
        }
        assertThat(registrations).hasSizeGreaterThan(ROUNDS);
        assertThat(events).hasSizeGreaterThan(registrations.size());
    }

    private void writeUntilKilled(ServerProcess server, URI url, int round, int acknowledgements) throws Exception {
        CountDownLatch untilKill = new CountDownLatch(acknowledgements);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS + 1);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String name = round + "-" + i;
                int writer = i;
                ends.add(writers.submit(() -> write(new Caller(url, Duration.ofSeconds(10)), writer, name, untilKill)));
            }
            ends.add(writers.submit(() -> watch(new Caller(url, Duration.ofSeconds(10)))));
            assertThat(untilKill.await(60, TimeUnit.SECONDS)).isTrue();
            server.kill();
            for (Future<?> end : ends) {
                end.get(60, TimeUnit.SECONDS); // what an acknowledgement said is noted before
            }
        } finally {
            writers.shutdownNow();
        }
    }

    /** Registers new clients, takes one id over again and again, says goodbye now and then; ends with the server. */
    private void write(Caller call, int writer, String name, CountDownLatch untilKill) {
        try {
            for (int i = 0; ; i++) {
                String id = "c-" + name + "-" + i;
                String registration = register(call, id, "i-" + name);
                registrations.put(id, registration);
                untilKill.countDown();
                if (i % 3 == 0) {
                    String own = "taken-" + writer;
                    String next = register(call, own, "i-" + name + "-" + i);
                    String before = takenOver.put(own, next);
                    if (before != null) {
                        superseded.add(before);
                    }
                    untilKill.countDown();
                }
                if (i % 5 == 0) {
                    String path = "/api/v1/clients/" + id + "/registration?registrationId=" + registration;
                    assertThat(call.trySend(call.request(path).DELETE()).status())
                            .isEqualTo(204);
                    left.add(id);
                    untilKill.countDown();
                }
            }
        } catch (IOException e) {
            // killed
        }
    }

    private static String register(Caller call, String id, String instanceId) throws IOException {
        HttpRequest.Builder request = call.request("/api/v1/clients/" + id + "/registration")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(Wire.registration(instanceId, "")));
        return call.trySend(request).json().path("registrationId").asText();
    }

    /** Notes each event as it happens, long before it is kept. */
    private void watch(Caller call) {
        try (Stream<String> lines = call.lines("/api/v1/stream")) {
            lines.filter(line -> line.startsWith("data:{"))
                    .map(line -> Answer.parsed(line.substring("data:".length())))
                    .forEach(this::note);
        } catch (UncheckedIOException e) {
            // killed
        }
    }

    private void note(JsonNode event) {
        String known = events.putIfAbsent(event.path("id").asLong(), event.toString());
        assertThat(known == null ? event.toString() : known)
                .as("the event of one number, seed %d", SEED)
                .isEqualTo(event.toString());
    }

    private void check(URI url, int round) {
        Caller call = new Caller(url);
        Map<String, String> kept = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page = call.get("/api/v1/clients?sort=clientId&limit=1000" + cursor)
                    .json();
            page.path("items")
                    .forEach(item -> kept.put(
                            item.path("clientId").asText(), item.path("status").asText()));
            cursor = "&cursor=" + page.path("nextCursor").asText();
        } while (!cursor.equals("&cursor=null"));

        assertThat(kept.keySet()).as("round %d, seed %d", round, SEED).containsAll(registrations.keySet());
        Set<String> gone = new HashSet<>();
        kept.forEach((id, status) -> {
            if (status.equals("LEFT")) {
                gone.add(id);
            }
        });
        assertThat(gone).as("round %d, seed %d", round, SEED).containsAll(left);
        String last = "c-" + (round - 1) + "-";
        registrations.forEach((id, registration) -> {
            if (id.startsWith(last)) {
                assertThat(registrationOf(call, id)).as(id).isEqualTo(registration);
            }
        });
        // The takeover after the last acknowledged one may have been kept or not.
        takenOver.forEach((id, registration) -> assertThat(superseded)
                .as("%s was %s, seed %d", id, registration, SEED)
                .doesNotContain(registrationOf(call, id)));
        checkEvents(call);
    }

    private static String registrationOf(Caller call, String id) {
        return call.get("/api/v1/clients/" + id).json().path("registrationId").asText();
    }

    private void checkEvents(Caller call) {
        long after = 0;
        JsonNode page;
        do {
            page = call.get("/api/v1/events?limit=1000&after=" + after).json().path("items");
            for (JsonNode event : page) {
                assertThat(event.path("id").asLong()).isGreaterThan(after);
                after = event.path("id").asLong();
                note(event);
            }
        } while (!page.isEmpty());
    }
}
