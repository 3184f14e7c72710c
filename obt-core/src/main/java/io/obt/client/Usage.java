package io.obt.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How busy a client's machine is right now. What is null is unknown.
 *
 * @param cpuPercent of all cores together, 0 to 100
 * @param diskFreeBytes on the disk that holds Ollama's models
 */
public record Usage(
        @Nullable Double cpuPercent,
        @Nullable Long memoryUsedBytes,
        @Nullable Long diskFreeBytes,
        @Nullable List<GpuUsage> gpus) {
    /** A machine nobody has measured. */
    public static final Usage UNKNOWN = new Usage(null, null, null, null);

    public Usage {
        gpus = gpus == null ? null : List.copyOf(gpus);
    }
}
