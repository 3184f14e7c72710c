package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        URI url;
        Process server = start(data);
        try {
            url = ready(server);
            try (FleetLoad load = new FleetLoad(url, CLIENTS, CONNECTIONS)) {
                tell("registrations", load.register());
                tell("first reports, " + MODELS + " models", load.reportModels(MODELS));
                tell("heartbeats, cold", load.beat(BEATS, 2));
                tell("heartbeats, warm", load.beat(BEATS, 2 + BEATS / CLIENTS));
            }
            lists(url);
            memory(server);
        } finally {
            server.destroyForcibly().waitFor();
        }
        System.out.printf("%-40s %,12d bytes%n", "store's file", Files.size(data.resolve("fleet.mv")));
        restart(data);
    }

    private void restart(Path data) throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();
            Process server = start(data);
            try {
                URI url = ready(server);
                assertThat(get(url, "/readyz", null).statusCode()).isEqualTo(200);
                long millis = (System.nanoTime() - began) / 1_000_000;
                System.out.printf("%-40s %,9d ms%n", "restart after kill -9, until ready", millis);
            } finally {
                server.destroyForcibly().waitFor();
            }
        }
    }

    private void lists(URI url) throws IOException, InterruptedException {
        for (String path :
                List.of("clients?limit=100", "clients?limit=1000", "models?limit=100", "models?limit=1000")) {
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
                "%-40s %9.1f ms (median), %,d bytes%n", "GET " + path, median(whole) / 1e6, first.body().length);
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
    private Process start(Path data) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms32m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.obt.server.ServerMain",
                "--port",
                "0",
                "--data-dir",
                data.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        return builder.start();
    }

    private static URI ready(Process server) throws IOException {
        String line = server.inputReader().readLine();
        return URI.create(line.replaceFirst(".*open (http://\\S+) .*", "$1"));
    }
}
