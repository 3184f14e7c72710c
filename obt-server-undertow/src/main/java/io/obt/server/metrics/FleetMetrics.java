package io.obt.server.metrics;

import io.obt.client.ClientStatus;
import io.obt.event.EventType;
import io.obt.registry.Fleet;
import io.obt.registry.FleetCounts;
import io.obt.time.TimeSource;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Locale;
import java.util.function.IntSupplier;

/** What the fleet is at the moment of a scrape, counted once for all metrics. Nothing here asks the store. */
final class FleetMetrics implements MultiCollector {
    private static final double NANOS_A_SECOND = 1e9;

    private final Fleet fleet;
    private final IntSupplier streamReaders;
    private final TimeSource time;

    FleetMetrics(Fleet fleet, IntSupplier streamReaders, TimeSource time) {
        this.fleet = fleet;
        this.streamReaders = streamReaders;
        this.time = time;
    }

    @Override
    public MetricSnapshots collect() {
        FleetCounts counts = FleetCounts.of(fleet, time.nanos());
        double lag = fleet.keeper().lag().toNanos() / NANOS_A_SECOND;
        return MetricSnapshots.of(
                clients(counts),
                gauge("obt_models", "Model names in the catalog.", counts.models()),
                gauge(
                        "obt_model_copies",
                        "Copies of models on the clients' disks, without cloud stubs.",
                        counts.copies()),
                gauge("obt_model_copies_bytes", "What all copies take on the clients' disks.", counts.copiesBytes()),
                gauge("obt_models_loaded", "Copies of models in the clients' memory.", counts.loaded()),
                gauge("obt_models_drifting", "Model names that stand for different digests.", counts.drifting()),
                events(),
                gauge("obt_stream_readers", "Readers of the event stream.", streamReaders.getAsInt()),
                gauge(
                        "obt_store_available",
                        "1 if the store took the last thing it was given, else 0.",
                        fleet.keeper().outage().isEmpty() ? 1 : 0),
                gauge("obt_flush_lag_seconds", "How old the oldest change may be that no store has yet.", lag));
    }

    private static GaugeSnapshot clients(FleetCounts counts) {
        GaugeSnapshot.Builder clients =
                GaugeSnapshot.builder().name("obt_clients").help("Clients by status.");
        counts.clients().forEach((status, count) -> clients.dataPoint(point(labelOf(status), count)));
        return clients.build();
    }

    private static Labels labelOf(ClientStatus status) {
        return Labels.of("status", status.name().toLowerCase(Locale.ROOT));
    }

    private CounterSnapshot events() {
        CounterSnapshot.Builder events =
                CounterSnapshot.builder().name("obt_events").help("Events since the server started, by type.");
        for (EventType type : EventType.values()) {
            events.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(Labels.of("type", type.name()))
                    .value(fleet.events().appended(type))
                    .build());
        }
        return events.build();
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(Labels.EMPTY, value))
                .build();
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
