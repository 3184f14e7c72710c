package io.obt.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client's machine is made of. What is null is unknown, which is never the same as 0 or none.
 *
 * @param diskBytes the size of the disk that holds Ollama's models
 * @param gpus empty when the machine has none
 */
public record Hardware(
        @Nullable String hostName,
        @Nullable String os,
        @Nullable String architecture,
        @Nullable String cpuModel,
        @Nullable Integer cpuCores,
        @Nullable Long memoryBytes,
        @Nullable Long diskBytes,
        @Nullable List<Gpu> gpus) {
    /** A machine nobody has looked at. */
    public static final Hardware UNKNOWN = new Hardware(null, null, null, null, null, null, null, null);

    public Hardware {
        gpus = gpus == null ? null : List.copyOf(gpus);
    }
}
