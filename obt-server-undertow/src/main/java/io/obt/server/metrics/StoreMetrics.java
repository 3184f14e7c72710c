package io.obt.server.metrics;

import io.obt.store.FleetStore;
import io.obt.store.StoreUnavailableException;
import io.obt.time.TimeSource;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.function.Supplier;

/** Counts how long the calls of a store take, and which fail. Thread-safe. */
public final class StoreMetrics {
    private static final double[] BOUNDS = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};
    private static final double NANOS_A_SECOND = 1e9;

    private final Histogram durations;
    private final Counter errors;

    StoreMetrics(PrometheusRegistry registry) {
        durations = Histogram.builder()
                .name("obt_store_operation_duration_seconds")
                .help("Time that a call of the store took, failed ones included.")
                .unit(Unit.SECONDS)
                .labelNames("operation")
                .classicOnly()
                .classicUpperBounds(BOUNDS)
                .withoutExemplars()
                .register(registry);
        errors = Counter.builder()
                .name("obt_store_errors_total")
                .help("Calls that the store could not serve.")
                .labelNames("operation")
                .withoutExemplars()
                .register(registry);
    }

    /** The same store, its calls counted. */
    public FleetStore measured(FleetStore store, TimeSource time) {
        return new MeasuredFleetStore(store, this, time);
    }

    Operation operation(String name, TimeSource time) {
        return new Operation(durations.labelValues(name), errors.labelValues(name), time);
    }

    /** One kind of call, its labels found beforehand. */
    record Operation(DistributionDataPoint durations, CounterDataPoint errors, TimeSource time) {
        <T> T measured(Supplier<T> call) {
            long start = time.nanos();
            try {
                return call.get();
            } catch (StoreUnavailableException e) {
                errors.inc();
                throw e;
            } finally {
                durations.observe((time.nanos() - start) / NANOS_A_SECOND);
            }
        }

        void measured(Runnable call) {
            measured(() -> {
                call.run();
                return true;
            });
        }
    }
}
