package io.obt.server.legacy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.obt.client.ClientSnapshot;
import io.obt.client.Gpu;
import io.obt.client.Hardware;
import io.obt.client.OllamaState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client in the first OBT's words.
 *
 * @param available whether its Ollama answered when it was last asked
 * @param lastHeartbeat seconds since the client was heard
 * @param missedHeartbeats how many intervals of silence that is
 */
public record LegacyClientMessage(
        String id,
        String version,
        boolean available,
        @JsonProperty("model_count") int modelCount,
        Machine hardware,
        @JsonProperty("last_heartbeat") double lastHeartbeat,
        @JsonProperty("missed_heartbeats") long missedHeartbeats) {
    private static final long MEBIBYTE = 1L << 20;

    /** @param totalMemory in MiB */
    record Machine(
            @Nullable Cpu cpu,
            @Nullable List<Graphics> gpus,
            @JsonProperty("total_memory") @Nullable Long totalMemory) {}

    record Cpu(
            @Nullable String name,
            @Nullable String architecture,
            @Nullable Integer threads) {}

    /** @param vramSize in MiB */
    record Graphics(
            String name,
            @JsonProperty("vram_size") @Nullable Long vramSize) {}

    static LegacyClientMessage of(ClientSnapshot client, long nowNanos) {
        Duration silence = client.contact().lease().silence(nowNanos);
        OllamaState ollama = client.client().ollama();
        return new LegacyClientMessage(
                client.id().value(),
                client.client().registration().agentVersion(),
                ollama != null && ollama.available(),
                client.client().inventory().models().size(),
                machine(client.client().hardware()),
                silence.toMillis() / 1_000.0,
                silence.dividedBy(client.contact().lease().interval()));
    }

    private static Machine machine(Hardware hardware) {
        boolean noCpu = hardware.cpuModel() == null && hardware.architecture() == null && hardware.cpuCores() == null;
        List<Gpu> gpus = hardware.gpus();
        return new Machine(
                noCpu ? null : new Cpu(hardware.cpuModel(), hardware.architecture(), hardware.cpuCores()),
                gpus == null
                        ? null
                        : gpus.stream()
                                .map(gpu -> new Graphics(gpu.name(), mebibytes(gpu.memoryBytes())))
                                .toList(),
                mebibytes(hardware.memoryBytes()));
    }

    private static @Nullable Long mebibytes(@Nullable Long bytes) {
        return bytes == null ? null : bytes / MEBIBYTE;
    }
}
