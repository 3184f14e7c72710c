package io.obt.server;

import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.client.OllamaState;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import io.obt.registry.LeasePolicy;
import io.obt.server.store.EmbeddedFleetStore;
import io.obt.store.Changes;
import io.obt.store.Samples;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the lists of a large fleet: time and bytes, first and unchanged, and the server's memory. No test, since a
 * figure is no fact; run it with {@code mvn test -pl obt-server-undertow -am -Dtest=ListFigures
 * -Djacoco.skip -Dsurefire.failIfNoSpecifiedTests=false}.
 */
final class ListFigures {
    private static final int CLIENTS = 10_000;
    private static final int MODELS_EACH = 20;
    private static final int DISTINCT_MODELS = 200;
    private static final int ROUNDS = 60;
    private static final int WARM_UP = 60;

    @TempDir
    private Path data;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void figuresOfALargeFleet() throws Exception {
        List<ModelDescriptor> known = IntStream.range(0, DISTINCT_MODELS)
                .mapToObj(ListFigures::descriptor)
                .toList();
        try (EmbeddedFleetStore store = EmbeddedFleetStore.open(data)) {
            for (int first = 0; first < CLIENTS; first += 1_000) {
                store.write(new Changes(
                        IntStream.range(first, first + 1_000)
                                .mapToObj(number -> client(number, known))
                                .toList(),
                        List.of()));
            }
        }
        ServerSettings settings = new ServerSettings(
                InetAddress.getLoopbackAddress(),
                0,
                data,
                new LeasePolicy(LeasePolicy.MAX_INTERVAL, null),
                Duration.ofDays(30),
                null,
                Set.of(),
                null,
                false);
        long start = System.nanoTime();
        try (ObtServer server = ObtServer.start(settings)) {
            print("started with %,d clients of %d models in %,d ms", CLIENTS, MODELS_EACH, millisSince(start));
            for (String path : List.of(
                    "/api/v1/clients?limit=100",
                    "/api/v1/clients?limit=1000",
                    "/api/v1/clients?limit=100&sort=lastSeen",
                    "/api/v1/models?limit=100",
                    "/api/v1/models?limit=1000",
                    "/api/v1/fleet")) {
                measure(server.url().resolve(path));
            }
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            print("heap in use: %,d kB", (runtime.totalMemory() - runtime.freeMemory()) / 1_024);
            Path status = Path.of("/proc/self/status");
            if (Files.exists(status)) {
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                        .forEach(line -> print("%s", line));
            }
        }
    }

    private void measure(URI url) throws Exception {
        HttpResponse<byte[]> first = ask(url, "Accept", "*/*");
        String etag = first.headers().firstValue("ETag").orElse("none");
        print(
                "%-42s first %6.2f ms %,9d B; gzip %6.2f ms %,9d B; unchanged %6.2f ms, %d with %,d B",
                url.getPath() + "?" + url.getQuery(),
                median(url, "Accept", "*/*"),
                first.body().length,
                median(url, "Accept-Encoding", "gzip"),
                ask(url, "Accept-Encoding", "gzip").body().length,
                median(url, "If-None-Match", etag),
                ask(url, "If-None-Match", etag).statusCode(),
                ask(url, "If-None-Match", etag).body().length);
    }

    private double median(URI url, String header, String value) throws Exception {
        double[] millis = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = System.nanoTime();
            ask(url, header, value);
            if (round >= 0) {
                millis[round] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis[ROUNDS / 2];
    }

    private HttpResponse<byte[]> ask(URI url, String header, String value) throws Exception {
        return http.send(
                HttpRequest.newBuilder(url).header(header, value).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static ModelDescriptor descriptor(int number) {
        return new ModelDescriptor(
                ModelName.of("model-" + number + ":8b"),
                String.format("%064x", number),
                4_000_000_000L + number,
                "gguf",
                "llama",
                List.of("llama"),
                "8B",
                "Q4_K_M",
                131_072L,
                List.of("completion", "tools"),
                null);
    }

    private static Client client(int number, List<ModelDescriptor> known) {
        List<InstalledModel> models = new ArrayList<>();
        for (int i = 0; i < MODELS_EACH; i++) {
            models.add(new InstalledModel(known.get((number + i * 7) % DISTINCT_MODELS), Samples.AT));
        }
        Instant now = Instant.now();
        return new Client(
                new ClientId(String.format("client-%05d", number)),
                Samples.BARE
                        .registration(), // without a wish: the longest interval, so that nobody goes stale meanwhile
                Samples.DESK.labels(),
                Samples.DESK.hardware(),
                Samples.DESK.allow(),
                OllamaState.available("0.32.15"),
                new Inventory("f-" + number, models),
                List.of(),
                new Condition(ClientStatus.ONLINE, now, "Ollama answers", true),
                now);
    }

    private static long millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(format, values));
    }
}
