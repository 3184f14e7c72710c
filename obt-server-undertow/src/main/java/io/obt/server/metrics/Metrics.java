package io.obt.server.metrics;

import io.obt.registry.Fleet;
import io.obt.time.TimeSource;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All metrics of one server. What happens is counted as it happens, without a lock that waits for I/O; what is so at a
 * moment is asked when Prometheus does, and never of the store. Thread-safe.
 */
public final class Metrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final RequestMetrics requests;
    private final StoreMetrics store;

    /** @param version of this server */
    public Metrics(String version) {
        requests = new RequestMetrics(registry);
        store = new StoreMetrics(registry);
        Info.builder()
                .name("obt_build_info")
                .help("The version of this server; always 1.")
                .labelNames("version")
                .register(registry)
                .addLabelValues(version);
        JvmMetrics.builder().register(registry);
    }

    public RequestMetrics requests() {
        return requests;
    }

    public StoreMetrics store() {
        return store;
    }

    /**
     * Shows that fleet from now on, and no other before this one is ended.
     *
     * @param streamReaders tells how many follow the event stream
     * @return ends it
     */
    public Runnable show(Fleet fleet, IntSupplier streamReaders, TimeSource time) {
        FleetMetrics shown = new FleetMetrics(fleet, streamReaders, time);
        registry.register(shown);
        return () -> registry.unregister(shown);
    }

    /** The numbers of this moment, in a format that the header {@code Accept} takes: Prometheus' text, or OpenMetrics. */
    public Scrape scrape(@Nullable String accept) {
        ExpositionFormatWriter writer = writer(accept);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.write(body, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return new Scrape(writer.getContentType(), body.toByteArray());
    }

    // The library would choose protobuf although that is a module of its own, which is not here.
    private ExpositionFormatWriter writer(@Nullable String accept) {
        ExpositionFormatWriter chosen = formats.findWriter(accept);
        if (chosen.isAvailable()) {
            return chosen;
        }
        ExpositionFormatWriter open = formats.getOpenMetricsTextFormatWriter();
        return open.accepts(accept) ? open : formats.getPrometheusTextFormatWriter();
    }

    /** What one scrape gives. */
    public record Scrape(String contentType, byte[] body) {}
}
