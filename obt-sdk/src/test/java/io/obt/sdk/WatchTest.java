package io.obt.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.OllamaState;
import io.obt.client.Usage;
import io.obt.log.LogOf;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import io.obt.sdk.ollama.OllamaReport;
import io.obt.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Inventory ONE_MODEL =
            Inventory.of(List.of(new InstalledModel(ModelDescriptor.of(ModelName.of("a"), null, null), null)));
    private static final OllamaReport WELL = new OllamaReport(OllamaState.available("1"), ONE_MODEL, List.of());

    private final ManualTime time = new ManualTime();
    private OllamaReport report = WELL;
    private Supplier<Usage> usage = () -> Usage.UNKNOWN;
    private final Watch watch = new Watch(() -> report, () -> usage.get(), time);

    @Test
    void knowsNothingBeforeTheFirstLook() {
        assertThat(watch.latest()).isEmpty();
    }

    @Test
    void theInventoryOnceKnownIsKeptWhileOllamaIsAway() throws Exception {
        watch.look();
        report = OllamaReport.unavailable("it hangs");
        watch.look();

        Observation observation = watch.latest().orElseThrow();
        assertThat(observation.ollama().error()).isEqualTo("it hangs");
        assertThat(observation.inventory()).isEqualTo(ONE_MODEL);
        assertThat(observation.loaded()).isNull();
    }

    @Test
    void usageThatCannotBeMeasuredIsUnknownAndToldOnce() throws Exception {
        try (LogOf log = LogOf.type(Watch.class)) {
            usage = () -> {
                throw new IllegalStateException("no such tool");
            };
            watch.look();
            watch.look();
            usage = () -> null;
            watch.look();

            assertThat(watch.latest().orElseThrow().usage()).isEqualTo(Usage.UNKNOWN);
            assertThat(log.lines()).singleElement().asString().contains("no such tool");
        }
    }

    @Test
    void aProbeThatThrowsIsAnUnavailableOllama() throws Exception {
        Watch unlucky = new Watch(
                () -> {
                    throw new IllegalStateException("surprise");
                },
                () -> Usage.UNKNOWN,
                time);
        unlucky.look();
        assertThat(unlucky.latest().orElseThrow().ollama().error()).contains("surprise");
    }

    @Test
    void anOllamaThatIsAwayForADayIsToldOnceAndItsReturnToo() throws Exception {
        try (LogOf log = LogOf.type(Watch.class)) {
            report = OllamaReport.unavailable("Ollama does not answer");
            for (int i = 0; i < 8_640; i++) {
                watch.look();
                time.advance(Duration.ofSeconds(10));
            }
            report = WELL;
            watch.look();

            List<String> lines = log.lines();
            assertThat(lines).hasSizeLessThanOrEqualTo(24 * 60 + 1);
            assertThat(lines).filteredOn(line -> !line.startsWith("DEBUG")).hasSize(2);
            assertThat(lines.get(0)).isEqualTo("WARN Ollama does not answer");
            assertThat(lines.get(lines.size() - 1)).startsWith("INFO Ollama answers again (after 8640 failures");
        }
    }

    @Test
    void anOllamaThatComesAndGoesDoesNotFillTheLog() throws Exception {
        try (LogOf log = LogOf.type(Watch.class)) {
            for (int i = 0; i < 600; i++) {
                report = i % 2 == 0 ? OllamaReport.unavailable("Ollama does not answer") : WELL;
                watch.look();
                time.advance(Duration.ofSeconds(1));
            }
            assertThat(log.lines()).hasSizeLessThanOrEqualTo(20);
        }
    }
}
