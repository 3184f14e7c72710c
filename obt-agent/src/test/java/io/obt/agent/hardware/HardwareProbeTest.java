package io.obt.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.Gpu;
import io.obt.client.Hardware;
import io.obt.client.Usage;
import io.obt.time.ManualTime;
import io.obt.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HardwareProbeTest {
    @TempDir
    private Path models;

    private final ManualTime time = new ManualTime();
    private volatile Optional<String> nvidiaSmi = Optional.of(Recorded.nvidiaSmi("two-a100.csv"));

    @Test
    void everythingIsUnknownBeforeTheFirstLook() {
        HardwareProbe probe = probe(command -> nvidiaSmi);
        assertThat(probe.hardware()).isEqualTo(Hardware.UNKNOWN);
        assertThat(probe.usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void lookFindsWhatIsThere() {
        HardwareProbe probe = probe(command -> nvidiaSmi);
        probe.look();
        Hardware hardware = probe.hardware();
        assertThat(hardware.hostName()).isEqualTo("desk");
        assertThat(hardware.os()).startsWith(System.getProperty("os.name"));
        assertThat(hardware.architecture()).isEqualTo(System.getProperty("os.arch"));
        assertThat(hardware.cpuCores()).isEqualTo(4);
        assertThat(hardware.diskBytes()).isPositive();
        assertThat(hardware.gpus()).extracting(Gpu::name).hasSize(2).containsOnly("NVIDIA A100-SXM4-80GB");
        Usage usage = probe.usage();
        assertThat(usage.memoryUsedBytes()).isPositive();
        assertThat(usage.diskFreeBytes()).isNotNegative();
        assertThat(usage.gpus()).hasSize(2);
    }

    @Test
    void withoutNvidiaSmiTheGpusAreUnknownAndNotNone() {
        nvidiaSmi = Optional.empty();
        HardwareProbe probe = probe(command -> nvidiaSmi);
        probe.look();
        assertThat(probe.hardware().gpus()).isNull();
        assertThat(probe.usage().gpus()).isNull();
    }

    @Test
    void usageOfGpusThatWereNeverAnnouncedIsLeftOut() {
        HardwareProbe probe = probe(command -> nvidiaSmi);
        probe.look();
        probe.hardware();
        nvidiaSmi = Optional.of(Recorded.nvidiaSmi("rtx-4090.csv"));
        time.advance(Duration.ofSeconds(15));
        probe.look();
        assertThat(probe.usage().gpus()).isNull();
        assertThat(probe.usage().memoryUsedBytes()).isNotNull();
        probe.hardware();
        assertThat(probe.usage().gpus()).hasSize(1);
    }

    @Test
    void oldMeasurementsAreNotTakenForNew() {
        HardwareProbe probe = probe(command -> nvidiaSmi);
        probe.look();
        time.advance(Duration.ofSeconds(60));
        assertThat(probe.usage()).isNotEqualTo(Usage.UNKNOWN);
        time.advance(Duration.ofSeconds(1));
        assertThat(probe.usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void hungToolKeepsNobodyWaiting() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        HardwareProbe probe = probe(command -> {
            asked.countDown();
            awaitUninterruptibly(release);
            return nvidiaSmi;
        });
        Thread looking = new Thread(probe::look);
        looking.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(probe.usage()).isEqualTo(Usage.UNKNOWN);
        assertThat(probe.hardware()).isEqualTo(Hardware.UNKNOWN);
        release.countDown();
        looking.join();
        assertThat(probe.hardware().gpus()).hasSize(2);
    }

    @Test
    void watchLooksAtThisMachineAtOnce() throws Exception {
        try (HardwareWatch watch =
                HardwareWatch.start(Map.of("OLLAMA_MODELS", models.toString()), TimeSource.system())) {
            assertThat(watch.awaitFirstLook(Duration.ofSeconds(20))).isTrue();
            assertThat(watch.hardware().cpuCores()).isPositive();
            assertThat(watch.hardware().memoryBytes()).isPositive();
            assertThat(watch.usage().diskFreeBytes()).isNotNull();
        }
    }

    private HardwareProbe probe(Commands commands) {
        return new HardwareProbe(
                new LinuxMachine(Recorded.proc("proc-x86")),
                new ModelsDisk(models),
                new NvidiaSmi(commands, time),
                time);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
