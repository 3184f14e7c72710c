package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.obt.net.FaultyProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Measures a server of its own process with 10,000 clients of 20 models; no test, and run by name only:
 * {@code ./obt test -pl obt-server-undertow -am -Dtest=LoadFigures -Dsurefire.failIfNoSpecifiedTests=false}. The load comes
 * from the same machine, so what it costs is in every figure.
 */
final class LoadFigures {
    private static final int CLIENTS = 10_000;
    private static final int MODELS = 20;
    private static final int CONNECTIONS = 32;
    private static final int BEATS = 200_000;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @Test
    void embeddedStore() throws Exception {
        Path data = directory.resolve("data");
        System.out.println("---- embedded store");
        measure(List.of("--data-dir", data.toString()), Optional.empty());
        System.out.printf("%-40s %,12d bytes%n", "store's file", Files.size(data.resolve("fleet.mv")));
    }

    /** With the stand-in in this process, which takes a share of the same processors, unless a real one is named. */
    @Test
    void mongoDb() throws Exception {
        String named = System.getenv("OBT_TEST_MONGODB_URI");
        System.out.println(
                "---- MongoDB: " + (named == null ? "mongo-java-server in the measuring process" : "a real one"));
        ((Logger) LoggerFactory.getLogger("de.bwaldvogel")).setLevel(Level.OFF);
        MongoServer standIn = new MongoServer(new MemoryBackend());
        ConnectionString real = new ConnectionString(
                named == null ? "mongodb://127.0.0.1:" + standIn.bind().getPort() : named);
        String[] host = real.getHosts().get(0).split(":");
        InetSocketAddress target = new InetSocketAddress(host[0], host.length > 1 ? Integer.parseInt(host[1]) : 27_017);
        String database = "obt_figures_" + ProcessHandle.current().pid();
        try (FaultyProxy proxy = FaultyProxy.to(target)) {
            String uri = real.getConnectionString()
                    .replace(
                            real.getHosts().get(0),
                            "127.0.0.1:" + proxy.address().getPort());
            measure(List.of("--mongodb-uri", uri, "--mongodb-database", database), Optional.of(proxy));
        } finally {
            try (MongoClient driver = MongoClients.create(real)) {
                driver.getDatabase(database).drop();
            }
            standIn.shutdownNow();
        }
    }

    private void measure(List<String> where, Optional<FaultyProxy> network) throws Exception {
        Process server = start(where);
        try {
            URI url = ready(server);
            try (FleetLoad load = new FleetLoad(url, CLIENTS, CONNECTIONS)) {
                tell("registrations", load.register());
                tell("first reports, " + MODELS + " models", load.reportModels(MODELS));
                tell("heartbeats, cold", load.beat(BEATS, 2));
                tell("heartbeats, warm", load.beat(BEATS, 2 + BEATS / CLIENTS));
                if (network.isPresent()) {
                    network.get().refuse();
                    tell("heartbeats, the store away", load.beat(BEATS, 2 + 2 * BEATS / CLIENTS));
                    network.get().pass();
                }
            }
            lists(url);
            memory(server);
            long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (get(url, "/readyz", null).statusCode() != 200 && System.nanoTime() < until) {
                Thread.onSpinWait(); // kept by now, so that the restart finds all of it
            }
        } finally {
            server.destroyForcibly().waitFor();
        }
        for (int i = 0; i < 3; i++) {
            restart(where);
        }
    }

    private void restart(List<String> where) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process server = start(where);
        try {
            URI url = ready(server);
            String list = "";
            // A MongoDB that is slow to answer is waited for.
            while (!list.contains("\"total\":" + CLIENTS)) {
                assertThat(System.nanoTime() - began)
                        .isLessThan(Duration.ofMinutes(1).toNanos());
                list = new String(get(url, "/api/v1/clients?limit=1", null).body(), StandardCharsets.UTF_8);
            }
            long millis = (System.nanoTime() - began) / 1_000_000;
            System.out.printf("%-40s %,9d ms%n", "restart after kill -9, until it lists", millis);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private void lists(URI url) throws IOException, InterruptedException {
        for (String path : List.of(
                "clients?limit=100",
                "clients?limit=100&history=true",
                "clients?limit=1000",
                "models?limit=100",
                "models?limit=1000",
                "models?sort=-clientCount&limit=100",
                "facets",
                "facets?status=online&label=site=lab",
                "matrix",
                "matrix?by=site&drift=true",
                "attention")) {
            list(url, "/api/v1/" + path);
        }
    }

    private void list(URI url, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> first = get(url, path, null);
        assertThat(first.statusCode()).isEqualTo(200);
        long[] whole = new long[21];
        for (int i = 0; i < whole.length; i++) {
            long began = System.nanoTime();
            get(url, path, null);
            whole[i] = System.nanoTime() - began;
        }
        System.out.printf(
                "%-40s %9.1f ms (median), %.1f ms (p95), %,d bytes%n",
                "GET " + path, median(whole) / 1e6, percentile95(whole) / 1e6, first.body().length);
        Optional<String> tag = first.headers().firstValue("ETag");
        if (tag.isPresent()) {
            long[] unchanged = new long[21];
            int status = 0;
            for (int i = 0; i < unchanged.length; i++) {
                long began = System.nanoTime();
                status = get(url, path, tag.get()).statusCode();
                unchanged[i] = System.nanoTime() - began;
            }
            System.out.printf("%-40s %9.1f ms (median), status %d%n", "  unchanged", median(unchanged) / 1e6, status);
        }
    }

    private HttpResponse<byte[]> get(URI url, String path, String tag) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(30));
        if (tag != null) {
            request.header("If-None-Match", tag);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static double median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double percentile95(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length * 95 / 100];
    }

    private static void tell(String what, FleetLoad.Outcome outcome) {
        System.out.printf(
                "%-40s %,9.0f /s, p50 %.2f ms, p99 %.2f ms, %d refused%n",
                what,
                outcome.perSecond(),
                outcome.percentileMillis(50),
                outcome.percentileMillis(99),
                outcome.refused());
    }

    private static void memory(Process server) throws IOException {
        Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                .forEach(line -> System.out.printf("%-40s %s%n", "memory of the server", line.replaceAll("\\s+", " ")));
    }

    /** As {@code ./obt server} runs it. */
    private static Process start(List<String> where) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms32m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.obt.server.ServerMain",
                "--access-log",
                "off",
                "--port",
                "0"));
        command.addAll(where);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        return builder.start();
    }

    private static URI ready(Process server) throws IOException {
        String line = server.inputReader().readLine();
        return URI.create(line.replaceFirst(".*open (http://\\S+) .*", "$1"));
    }
}
