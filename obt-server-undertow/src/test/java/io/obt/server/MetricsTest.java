package io.obt.server;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code GET /metrics}: what Prometheus reads. */
final class MetricsTest {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([a-z_0-9]+)` \\| (\\w+)");
    private static final String DURATIONS = "obt_http_request_duration_seconds_count";

    private final FaultyStore store = new FaultyStore();
    private final TestServer server = TestServer.on(store);
    private final Caller call = server.call;

    @AfterEach
    void stop() {
        server.close();
    }

    private String scrape() {
        Answer answer = call.get("/metrics");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    /** Each series with its value. */
    private Map<String, Double> series() {
        return Arrays.stream(scrape().split("\n"))
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(
                                line.substring(line.lastIndexOf(' ') + 1).replace("+Inf", "Infinity"))));
    }

    private double value(String series) {
        Map<String, Double> all = series();
        assertThat(all).containsKey(series);
        return all.get(series);
    }

    // ---- the page

    @Test
    void everyMetricOfOursIsDocumentedWithItsTypeAndNothingElseIs() throws IOException {
        call.join("desk", "llama3.2");
        Map<String, String> given = new TreeMap<>();
        Matcher type = TYPE.matcher(scrape());
        while (type.find()) {
            if (type.group(1).startsWith("obt_")) {
                given.put(type.group(1), type.group(2));
            }
        }
        Map<String, String> documented = new TreeMap<>();
        Matcher row = DOCUMENTED.matcher(Files.readString(Path.of("../docs/metrics.md")));
        while (row.find()) {
            documented.put(row.group(1), row.group(2));
        }
        assertThat(documented).isEqualTo(given);
    }

    @Test
    void whatIsNotOursIsOfTheProcessAndTheJvm() {
        Set<String> foreign = new TreeSet<>();
        Matcher type = TYPE.matcher(scrape());
        while (type.find()) {
            foreign.add(type.group(1).replaceFirst("_.*", ""));
        }
        assertThat(foreign).containsExactlyInAnyOrder("obt", "jvm", "process");
    }

    @Test
    void formatIsWhatTheReaderTakes() {
        assertThat(call.get("/metrics").header("Content-Type")).startsWith("text/plain; version=0.0.4");
        Answer open = call.send(call.request("/metrics")
                .header("Accept", "application/openmetrics-text; version=1.0.0")
                .GET());
        assertThat(open.header("Content-Type")).startsWith("application/openmetrics-text");
        assertThat(open.body()).endsWith("# EOF\n");
        Answer protobuf = call.send(call.request("/metrics")
                .header("Accept", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily")
                .GET());
        assertThat(protobuf.header("Content-Type")).startsWith("text/plain");
    }

    @Test
    void headIsAnsweredWithoutABody() {
        Answer head = call.head("/metrics");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).startsWith("text/plain");
        assertThat(head.body()).isEmpty();
    }

    // ---- requests

    @Test
    void heartbeatsAreCountedByOutcome() {
        String registration = call.join("desk");
        call.beat("desk", registration, 2, "");
        call.beat("nobody", registration, 2, "");
        call.beat("desk", "another", 2, "");
        call.post("/api/v1/clients/desk/heartbeats", "{");
        call.post("/api/v1/models/heartbeat?client_id=old", "{\"models\":[]}").json();
        store.refuse(true);
        call.post("/api/v1/models/heartbeat?client_id=older", "{}").problem(503);

        await().untilAsserted(() -> assertThat(series())
                .containsEntry("obt_heartbeats_total{outcome=\"accepted\"}", 3.0)
                .containsEntry("obt_heartbeats_total{outcome=\"unknown_client\"}", 1.0)
                .containsEntry("obt_heartbeats_total{outcome=\"conflict\"}", 1.0)
                .containsEntry("obt_heartbeats_total{outcome=\"invalid\"}", 1.0)
                .containsEntry("obt_heartbeats_total{outcome=\"failed\"}", 1.0));
    }

    @Test
    void requestsAreCountedByRouteAndClassOfStatus() {
        call.join("desk");
        call.get("/api/v1/clients/desk").json();
        call.get("/api/v1/clients/desk?unknown=5").json();
        call.head("/api/v1/clients/desk");
        call.get("/api/v1/clients/nobody").problem(404);
        String route = "{method=\"GET\",route=\"/api/v1/clients/{clientId}\",status=\"%s\"}";
        await().untilAsserted(() -> assertThat(series())
                .containsEntry(DURATIONS + route.formatted("2xx"), 3.0)
                .containsEntry(DURATIONS + route.formatted("4xx"), 1.0));
    }

    @Test
    void noCallerCanMakeNewSeries() {
        call.get("/nothing").problem(404);
        call.get("/api/v1/models/a").problem(404);
        await().until(() -> value(DURATIONS + "{method=\"other\",route=\"other\",status=\"4xx\"}") == 1);
        await().until(() -> value(DURATIONS + "{method=\"GET\",route=\"/metrics\",status=\"2xx\"}") > 0);
        Set<String> before = Set.copyOf(series().keySet());
        for (int i = 0; i < 20; i++) {
            call.get("/nothing/" + i).problem(404);
            call.get("/api/v1/models/a" + i).problem(404);
            call.send(call.request("/x" + i).method("FROB" + i, noBody())).problem(404);
            call.send(call.request("/healthz").header("User-Agent", "agent" + i).GET());
        }
        assertThat(before)
                .containsAll(series().keySet().stream()
                        .filter(name -> name.startsWith("obt_") && !name.contains("/healthz"))
                        .toList());
    }

    // ---- the fleet

    @Test
    void fleetIsCountedAtTheMomentOfTheScrape() {
        call.join("desk", "llama3.2@a", "phi3");
        call.join("lab", "llama3.2@b");
        Map<String, Double> now = series();
        assertThat(now)
                .containsEntry("obt_clients{status=\"online\"}", 2.0)
                .containsEntry("obt_clients{status=\"stale\"}", 0.0)
                .containsEntry("obt_models", 2.0)
                .containsEntry("obt_model_copies", 3.0)
                .containsEntry("obt_model_copies_bytes", 3_000.0)
                .containsEntry("obt_models_loaded", 0.0)
                .containsEntry("obt_models_drifting", 1.0)
                .containsEntry("obt_events_total{type=\"CLIENT_ONLINE\"}", 2.0)
                .containsEntry("obt_events_total{type=\"SERVER_STARTED\"}", 1.0)
                .containsEntry("obt_events_total{type=\"CLIENT_LEFT\"}", 0.0)
                .containsEntry("obt_store_available", 1.0)
                .containsEntry("obt_stream_readers", 0.0)
                .containsEntry("obt_build_info{version=\"" + ObtServer.VERSION + "\"}", 1.0);
        server.time.advance(Duration.ofSeconds(31));
        assertThat(series())
                .containsEntry("obt_clients{status=\"online\"}", 0.0)
                .containsEntry("obt_clients{status=\"stale\"}", 2.0);
    }

    @Test
    void readersOfTheStreamAreCountedAndTheirTimeIsNot() throws Exception {
        try (RawConnection reader = new RawConnection(server.port())) {
            reader.send("GET /api/v1/stream HTTP/1.1\nHost: localhost\n\n");
            reader.head();
            await().until(() -> value("obt_stream_readers") == 1);
        }
        call.join("desk"); // what is written to a closed connection shows that it is
        await().until(() -> value("obt_stream_readers") == 0);
        assertThat(scrape()).doesNotContain("/api/v1/stream");
    }

    // ---- the store

    @Test
    void scrapeNeedsNoStoreAndTellsThatItIsAway() {
        call.join("desk");
        await().until(() -> value("obt_flush_lag_seconds") == 0);
        double written = value("obt_store_operation_duration_seconds_count{operation=\"write\"}");
        assertThat(written).isPositive();
        assertThat(value("obt_store_errors_total{operation=\"write\"}")).isZero();

        store.refuse(true);
        call.register("lab", "i-1", "").problem(503);
        call.beat("desk", "wrong", 1, "");
        call.post("/api/v1/models/heartbeat?client_id=desk", "{}");
        assertThat(value("obt_store_available")).isZero();
        assertThat(value("obt_store_errors_total{operation=\"write\"}")).isPositive();
    }

    @Test
    void lagIsTheAgeOfTheOldestChangeThatNobodyKeeps() {
        String registration = call.join("desk");
        await().until(() -> value("obt_flush_lag_seconds") == 0);
        store.refuse(true);
        call.beat("desk", registration, 2, Wire.inventory("second", "phi3")).json();
        server.time.advance(Duration.ofSeconds(7));
        assertThat(value("obt_flush_lag_seconds")).isGreaterThanOrEqualTo(7);
        store.refuse(false);
        await().until(() -> value("obt_flush_lag_seconds") == 0);
    }
}
