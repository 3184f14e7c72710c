package io.obt.agent.hardware;

import io.obt.client.Gpu;
import io.obt.client.GpuUsage;
import io.obt.client.Hardware;
import io.obt.client.Usage;
import io.obt.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows what this machine is made of and how busy it is. {@link #look()} finds out and may take its time;
 * {@link #hardware()} and {@link #usage()} hand out what the last look found and never wait. Thread-safe, as long as one
 * thread at a time looks.
 */
public final class HardwareProbe {
    // A look that hangs must not make an old measurement pass for a new one.
    private static final long OLDEST_USAGE_NANOS = Duration.ofSeconds(60).toNanos();

    private final Machine machine;
    private final ModelsDisk disk;
    private final NvidiaSmi nvidia;
    private final TimeSource time;
    private volatile @Nullable Look last;
    private volatile @Nullable List<Gpu> announced;

    private record Look(Hardware hardware, Usage usage, long atNanos) {}

    HardwareProbe(Machine machine, ModelsDisk disk, NvidiaSmi nvidia, TimeSource time) {
        this.machine = machine;
        this.disk = disk;
        this.nvidia = nvidia;
        this.time = time;
    }

    static HardwareProbe ofThisMachine(Map<String, String> environment, Commands commands, TimeSource time) {
        return new HardwareProbe(
                Machine.local(commands),
                ModelsDisk.of(environment, Path.of(System.getProperty("user.home", "."))),
                new NvidiaSmi(commands, time),
                time);
    }

    /** What the machine is made of, by the last look; all unknown before the first. */
    public Hardware hardware() {
        Look look = last;
        Hardware hardware = look == null ? Hardware.UNKNOWN : look.hardware();
        announced = hardware.gpus();
        return hardware;
    }

    /**
     * How busy it is, by the last look, and unknown once that is a minute old. GPUs are left out when they are not those
     * that {@link #hardware()} gave last: their order is all that tells one from another.
     */
    public Usage usage() {
        Look look = last;
        if (look == null || time.nanos() - look.atNanos() > OLDEST_USAGE_NANOS) {
            return Usage.UNKNOWN;
        }
        Usage usage = look.usage();
        List<Gpu> found = look.hardware().gpus();
        return found != null && found.equals(announced)
                ? usage
                : new Usage(usage.cpuPercent(), usage.memoryUsedBytes(), usage.diskFreeBytes(), null);
    }

    /** Looks once; takes as long as the slowest tool or disk. */
    public void look() {
        List<NvidiaGpu> gpus = nvidia.gpus();
        List<Gpu> made = gpus == null ? null : gpus.stream().map(NvidiaGpu::gpu).toList();
        List<GpuUsage> used =
                gpus == null ? null : gpus.stream().map(NvidiaGpu::usage).toList();
        Hardware hardware = built(made);
        Usage usage = new Usage(oneDigit(machine.cpuPercent()), machine.memoryUsedBytes(), disk.freeBytes(), used);
        last = new Look(hardware, usage, time.nanos());
    }

    // The disk and the GPUs may come and go; the rest stays as it was found first.
    private Hardware built(@Nullable List<Gpu> gpus) {
        Look look = last;
        Hardware known = look == null
                ? new Hardware(
                        machine.hostName(),
                        System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        machine.cpuModel(),
                        machine.cpuCores(),
                        machine.memoryBytes(),
                        null,
                        null)
                : look.hardware();
        return new Hardware(
                known.hostName(),
                known.os(),
                known.architecture(),
                known.cpuModel(),
                known.cpuCores(),
                known.memoryBytes(),
                disk.totalBytes(),
                gpus);
    }

    private static @Nullable Double oneDigit(@Nullable Double percent) {
        return percent == null ? null : Math.round(percent * 10) / 10.0;
    }
}
