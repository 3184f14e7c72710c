package io.obt.client;

import org.jspecify.annotations.Nullable;

/** How busy one graphics processor is, in the order of {@link Hardware#gpus()}. What is null is unknown. */
public record GpuUsage(
        @Nullable Integer utilizationPercent,
        @Nullable Long memoryUsedBytes,
        @Nullable Integer temperatureCelsius) {}
