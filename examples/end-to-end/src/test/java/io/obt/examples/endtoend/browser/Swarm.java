package io.obt.examples.endtoend.browser;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Many simulated clients on one server, by the calls that agents make. Client {@code i} is {@code sim-<i>}: one in a
 * hundred has an Ollama that is away, one in ten a digest of its own.
 */
final class Swarm implements AutoCloseable {
    static final int MODELS = 20;

    private static final int CONNECTIONS = 16;
    private static final String[] SITES = {"berlin", "lyon", "oslo", "porto", "riga"};
    private static final String[] GPUS = {"NVIDIA A100", "NVIDIA H100", "NVIDIA L4", "NVIDIA RTX 4090"};

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private final ScheduledExecutorService rhythm = Executors.newSingleThreadScheduledExecutor();
    private final URI server;
    private final String[] registrations;
    private final AtomicInteger[] sequences;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    /** Registers {@code clients} and has each report its models. */
    Swarm(URI server, int clients) {
        this.server = server;
        this.registrations = new String[clients];
        this.sequences =
                IntStream.range(0, clients).mapToObj(i -> new AtomicInteger(1)).toArray(AtomicInteger[]::new);
        each(clients, i -> {
            registrations[i] = json.readTree(call(i, "PUT", "/registration", registration(i)))
                    .path("registrationId")
                    .asText();
            Map<String, Object> first = heartbeat(i, isAway(i));
            first.put("inventoryFingerprint", "f");
            first.put("models", models(i));
            call(i, "POST", "/heartbeats", first);
        });
    }

    /** Lets the clients report by turns that nothing changed, {@code perSecond} reports in all, until it is closed. */
    void beat(int perSecond) {
        int tick = 50;
        int share = Math.max(1, perSecond * tick / 1_000);
        rhythm.scheduleAtFixedRate(
                () -> {
                    for (int i = 0; i < share; i++) {
                        int client = Math.floorMod(next.getAndIncrement(), registrations.length);
                        threads.execute(() -> report(client, isAway(client)));
                    }
                },
                0,
                tick,
                TimeUnit.MILLISECONDS);
    }

    /** Has {@code count} clients lose their Ollama, or find it again: two bad reports, or a good one. */
    void change(int first, int count, boolean away) {
        each(count, i -> {
            call(first + i, "POST", "/heartbeats", heartbeat(first + i, away));
            call(first + i, "POST", "/heartbeats", heartbeat(first + i, away));
        });
    }

    /** How many reports were answered, and how many were not, in the rhythm of {@link #beat}. */
    String reports() {
        return answered + " answered, " + failed + " not";
    }

    private static boolean isAway(int client) {
        return client % 100 == 7;
    }

    private void report(int client, boolean away) {
        try {
            call(client, "POST", "/heartbeats", heartbeat(client, away));
            answered.incrementAndGet();
        } catch (IOException e) {
            failed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> registration(int i) {
        return Map.of(
                "instanceId",
                "sim-" + i,
                "agentVersion",
                "0.1.0",
                "labels",
                Map.of("site", SITES[i % SITES.length], "rack", "r" + i % 40),
                "hardware",
                Map.of(
                        "hostName",
                        "sim-" + i,
                        "cpuCores",
                        16,
                        "memoryBytes",
                        128_000_000_000L,
                        "diskBytes",
                        1_000_000_000_000L,
                        "gpus",
                        List.of(Map.of("name", GPUS[i % GPUS.length], "memoryBytes", 24_000_000_000L))));
    }

    private Map<String, Object> heartbeat(int i, boolean away) {
        Map<String, Object> body = new HashMap<>();
        body.put("registrationId", registrations[i]);
        body.put("sequence", sequences[i].getAndIncrement());
        body.put(
                "ollama",
                away
                        ? Map.of("available", false, "error", "connection refused at 127.0.0.1:11434")
                        : Map.of("available", true, "version", i % 3 == 0 ? "0.31.2" : "0.32.15"));
        return body;
    }

    private static List<Map<String, Object>> models(int client) {
        List<Map<String, Object>> models = new ArrayList<>();
        for (int k = client; k < client + MODELS; k++) {
            int number = k % (2 * MODELS);
            models.add(Map.of(
                    "name",
                    "model-" + number + ":7b",
                    "digest",
                    String.format("%064x", (client % 10 == 0 ? 1 << 20 : 1 << 16) + number),
                    "sizeBytes",
                    4_000_000_000L + number * 100_000_000L,
                    "family",
                    "llama",
                    "parameterSize",
                    "7B",
                    "quantization",
                    "Q4_K_M"));
        }
        return models;
    }

    private String call(int client, String method, String path, Object body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(server.resolve("/api/v1/clients/sim-" + client + path))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(60))
                        .method(method, BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private interface Step {
        void run(int i) throws IOException, InterruptedException;
    }

    private void each(int count, Step step) {
        AtomicInteger at = new AtomicInteger();
        List<Future<?>> shares = new ArrayList<>();
        for (int thread = 0; thread < CONNECTIONS; thread++) {
            shares.add(threads.submit(() -> {
                for (int i = at.getAndIncrement(); i < count; i = at.getAndIncrement()) {
                    step.run(i);
                }
                return null;
            }));
        }
        for (Future<?> share : shares) {
            try {
                share.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        rhythm.shutdownNow();
        threads.shutdownNow();
    }
}
