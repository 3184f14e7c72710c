package io.obt.agent.hardware;

import io.obt.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks nvidia-smi for the NVIDIA GPUs, at most every 15 s, and repeats its last answer in between. Thread-safe. */
final class NvidiaSmi {
    private static final long REST_NANOS = Duration.ofSeconds(15).toNanos();

    private final Commands commands;
    private final TimeSource time;
    private @Nullable List<NvidiaGpu> answer;
    private boolean asked;
    private long askedAt;

    NvidiaSmi(Commands commands, TimeSource time) {
        this.commands = commands;
        this.time = time;
    }

    /**
     * The GPUs, or null when nothing is known: no tool, no driver, no answer. Never empty, because nvidia-smi cannot say
     * that a machine has no GPU of another make. May take as long as a command may.
     */
    synchronized @Nullable List<NvidiaGpu> gpus() {
        if (!asked || time.nanos() - askedAt >= REST_NANOS) {
            answer = ask();
            // From the end on, so that a slow tool rests as long as a quick one.
            askedAt = time.nanos();
            asked = true;
        }
        return answer;
    }

    private @Nullable List<NvidiaGpu> ask() {
        List<NvidiaGpu> gpus = commands.output(
                        "nvidia-smi", "--query-gpu=" + NvidiaGpu.QUERY, "--format=csv,noheader,nounits")
                .map(NvidiaSmi::parse)
                .orElse(List.of());
        return gpus.isEmpty() ? null : gpus;
    }

    static List<NvidiaGpu> parse(String output) {
        return output.lines().map(NvidiaGpu::parse).flatMap(Optional::stream).toList();
    }
}
