package io.obt.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Counts requests and how long they took, by route and never by path, so that no caller can make new time series.
 * Thread-safe and never blocking.
 */
public final class RequestMetrics {
    private static final double[] BOUNDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };
    private static final double NANOS_A_SECOND = 1e9;
    private static final int CLASSES = 6;

    private final Histogram durations;
    // A label is looked up in the library by a list of all labels; these spare each request that.
    private final Map<String, Map<String, AtomicReferenceArray<DistributionDataPoint>>> known =
            new ConcurrentHashMap<>();
    private final CounterDataPoint accepted;
    private final CounterDataPoint unknown;
    private final CounterDataPoint conflict;
    private final CounterDataPoint invalid;
    private final CounterDataPoint failed;

    RequestMetrics(PrometheusRegistry registry) {
        durations = Histogram.builder()
                .name("obt_http_request_duration_seconds")
                .help("Time from a request's head to the end of its answer, without streams.")
                .unit(Unit.SECONDS)
                .labelNames("method", "route", "status")
                .classicOnly()
                .classicUpperBounds(BOUNDS)
                .withoutExemplars()
                .register(registry);
        Counter heartbeats = Counter.builder()
                .name("obt_heartbeats_total")
                .help("Heartbeats by outcome, those of legacy clients included.")
                .labelNames("outcome")
                .withoutExemplars()
                .register(registry);
        accepted = heartbeats.labelValues("accepted");
        unknown = heartbeats.labelValues("unknown_client");
        conflict = heartbeats.labelValues("conflict");
        invalid = heartbeats.labelValues("invalid");
        failed = heartbeats.labelValues("failed");
    }

    /**
     * A request has been answered.
     *
     * @param route a template out of a table, never what a caller made up; so is the method
     */
    public void answered(String method, String route, int status, long nanos) {
        AtomicReferenceArray<DistributionDataPoint> classes = known.computeIfAbsent(
                        route, key -> new ConcurrentHashMap<>())
                .computeIfAbsent(method, key -> new AtomicReferenceArray<>(CLASSES));
        int statusClass = Math.min(status / 100, CLASSES - 1);
        DistributionDataPoint point = classes.get(statusClass);
        if (point == null) {
            point = durations.labelValues(method, route, statusClass + "xx");
            classes.set(statusClass, point);
        }
        point.observe(nanos / NANOS_A_SECOND);
    }

    /** A heartbeat has been answered. */
    public void heartbeat(int status) {
        outcome(status).inc();
    }

    private CounterDataPoint outcome(int status) {
        if (status < 300) {
            return accepted;
        }
        if (status >= 500) {
            return failed;
        }
        return status == 404 ? unknown : status == 409 ? conflict : invalid;
    }
}
