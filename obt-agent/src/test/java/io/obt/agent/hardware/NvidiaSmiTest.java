package io.obt.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.Gpu;
import io.obt.client.GpuUsage;
import io.obt.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NvidiaSmiTest {
    private static final long MIB = 1L << 20;

    private final ManualTime time = new ManualTime();

    @Test
    void twoA100sAreTwoGpusInOrder() {
        List<NvidiaGpu> gpus = NvidiaSmi.parse(Recorded.nvidiaSmi("two-a100.csv"));
        Gpu a100 = new Gpu("NVIDIA A100-SXM4-80GB", 81_920 * MIB, "550.90.07");
        assertThat(gpus)
                .containsExactly(
                        new NvidiaGpu(a100, new GpuUsage(87, 61_427 * MIB, 54)),
                        new NvidiaGpu(a100, new GpuUsage(0, 4 * MIB, 31)));
    }

    @Test
    void oneCardIsOneGpu() {
        assertThat(NvidiaSmi.parse(Recorded.nvidiaSmi("rtx-4090.csv")))
                .containsExactly(new NvidiaGpu(
                        new Gpu("NVIDIA GeForce RTX 4090", 24_564 * MIB, "560.35.03"),
                        new GpuUsage(99, 19_873 * MIB, 71)));
    }

    @Test
    void unifiedMemoryIsUnknownAndNotZero() {
        assertThat(NvidiaSmi.parse(Recorded.nvidiaSmi("unified-memory.csv")))
                .containsExactly(new NvidiaGpu(new Gpu("NVIDIA GB10", null, "580.95.05"), new GpuUsage(3, null, 46)));
    }

    @Test
    void whatAnOldCardCannotSayIsUnknown() {
        assertThat(NvidiaSmi.parse(Recorded.nvidiaSmi("old-card.csv")))
                .containsExactly(
                        new NvidiaGpu(new Gpu("Tesla K80", 11_441 * MIB, "470.256.02"), new GpuUsage(null, 0L, null)));
    }

    @Test
    void nameMayHoldAComma() {
        assertThat(NvidiaSmi.parse(Recorded.nvidiaSmi("name-with-a-comma.csv")))
                .extracting(NvidiaGpu::gpu)
                .containsExactly(new Gpu("NVIDIA Quadro RTX 6000, Passive", 24_576 * MIB, "535.183.01"));
    }

    @Test
    void lostCardCostsOnlyItsOwnLine() {
        assertThat(NvidiaSmi.parse(Recorded.nvidiaSmi("one-of-two-lost.csv"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-driver.txt", "no-devices.txt", "version-mismatch.txt"})
    void errorTextMeansUnknown(String recorded) {
        NvidiaSmi nvidia = new NvidiaSmi(command -> Optional.of(Recorded.nvidiaSmi(recorded)), time);
        assertThat(nvidia.gpus()).isNull();
    }

    @Test
    void absentToolMeansUnknown() {
        assertThat(new NvidiaSmi(command -> Optional.empty(), time).gpus()).isNull();
    }

    @Test
    void toolIsAskedEveryFifteenSecondsAndNoMore() {
        List<String> asked = new ArrayList<>();
        NvidiaSmi nvidia = new NvidiaSmi(
                command -> {
                    asked.add(String.join(" ", command));
                    return Optional.of(Recorded.nvidiaSmi("rtx-4090.csv"));
                },
                time);
        nvidia.gpus();
        time.advance(Duration.ofMillis(14_999));
        assertThat(nvidia.gpus()).hasSize(1);
        assertThat(asked)
                .containsExactly("nvidia-smi --query-gpu=name,memory.total,memory.used,utilization.gpu,temperature.gpu,"
                        + "driver_version --format=csv,noheader,nounits");
        time.advance(Duration.ofMillis(1));
        nvidia.gpus();
        assertThat(asked).hasSize(2);
    }
}
