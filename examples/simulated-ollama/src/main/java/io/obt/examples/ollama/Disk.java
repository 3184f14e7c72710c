package io.obt.examples.ollama;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which models are installed, and since when. Thread-safe. */
final class Disk {
    private static final Comparator<Installed> NEWEST_FIRST = Comparator.comparing(Installed::modifiedAt)
            .reversed()
            .thenComparing(installed -> installed.model().name());

    private final Map<String, Installed> installed = new HashMap<>();
    private final Clock clock;

    /** {@code modifiedAt} stands in the server's own time zone, as in Ollama's answers. */
    record Installed(SimulatedModel model, ZonedDateTime modifiedAt) {}

    Disk(Clock clock, List<SimulatedModel> models) {
        this.clock = clock;
        for (int i = 0; i < models.size(); i++) {
            SimulatedModel model = models.get(i);
            // A file's time has nanoseconds; the digest gives each model its own.
            long nanos = Long.parseLong(model.digest().substring(0, 7), 16);
            install(model, ZonedDateTime.now(clock).minus(Duration.ofDays(i).plusNanos(nanos)));
        }
    }

    /** Replaces what has that name, whose spelling then stays. */
    void install(SimulatedModel model) {
        install(model, ZonedDateTime.now(clock));
    }

    private synchronized void install(SimulatedModel model, ZonedDateTime modifiedAt) {
        String key = Names.key(model.name());
        Installed known = installed.get(key);
        SimulatedModel kept =
                known == null ? model : model.copiedAs(known.model().name());
        installed.put(key, new Installed(kept, modifiedAt));
    }

    synchronized boolean remove(String name) {
        return installed.remove(Names.key(name)) != null;
    }

    synchronized Optional<SimulatedModel> find(String name) {
        return Optional.ofNullable(installed.get(Names.key(name))).map(Installed::model);
    }

    synchronized List<Installed> newestFirst() {
        return installed.values().stream().sorted(NEWEST_FIRST).toList();
    }
}
