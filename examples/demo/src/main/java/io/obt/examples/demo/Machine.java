package io.obt.examples.demo;

import io.obt.client.Gpu;
import io.obt.client.GpuUsage;
import io.obt.client.Hardware;
import io.obt.client.Usage;
import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedModel;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What a simulated machine is said to be; every figure is made up.
 *
 * @param models of the simulated library
 * @param vramBytes of each graphics processor
 */
record Machine(
        String clientId,
        Map<String, String> labels,
        String cpuModel,
        int cpuCores,
        long memoryBytes,
        long diskBytes,
        List<String> gpus,
        long vramBytes,
        List<String> models) {
    private static final long GB = 1_000_000_000;
    private static final double USED_DISK = 0.6;
    private static final double USED_MEMORY = 0.4;

    /** The fleet of the demo: three sites, seven kinds of machines. */
    static List<Machine> all() {
        return List.of(
                gpuServer("gpu-01", 2, List.of("llama3.2", "qwen3:32b", "gpt-oss:20b", "nomic-embed-text", "phi4:14b")),
                gpuServer("gpu-02", 2, List.of("llama3.2", "qwen3:32b", "gpt-oss:120b", "deepseek-r1:14b")),
                gpuServer("gpu-03", 1, List.of("llama3.2", "gemma3:12b", "qwen2.5-coder:7b", "mistral:7b")),
                mac("mac-studio", 24, 128, List.of("gpt-oss:120b", "qwen3:32b", "gemma3:12b", "llama3.2")),
                mac("mac-mini", 10, 24, List.of("llama3.1:8b", "mannix/jan-nano", "all-minilm")),
                homeMachine(
                        "desk",
                        List.of("NVIDIA GeForce RTX 4090"),
                        24 * GB,
                        List.of("qwen3:8b", "llava:7b", "llama3.2")),
                homeMachine("nas", List.of(), 0, List.of("tinyllama", "nomic-embed-text")),
                homeMachine("laptop", List.of(), 0, List.of("llama3.2", "gpt-oss:120b-cloud")));
    }

    private static Machine gpuServer(String id, int gpus, List<String> models) {
        return new Machine(
                id,
                Map.of("site", "lab", "gpu", "a100"),
                "AMD EPYC 7543 32-Core Processor",
                64,
                512 * GB,
                4_000 * GB,
                Collections.nCopies(gpus, "NVIDIA A100 80GB PCIe"),
                80 * GB,
                models);
    }

    private static Machine mac(String id, int cores, int memoryGb, List<String> models) {
        return new Machine(
                id, Map.of("site", "office"), "Apple Silicon", cores, memoryGb * GB, 2_000 * GB, List.of(), 0, models);
    }

    private static Machine homeMachine(String id, List<String> gpus, long vramBytes, List<String> models) {
        return new Machine(
                id,
                Map.of("site", "home"),
                "AMD Ryzen 9 7900X 12-Core Processor",
                24,
                64 * GB,
                1_000 * GB,
                gpus,
                vramBytes,
                models);
    }

    List<SimulatedModel> installedModels() {
        return models.stream().map(SimulatedLibrary::model).toList();
    }

    Hardware hardware() {
        return new Hardware(
                clientId + ".demo",
                "simulated",
                "simulated",
                cpuModel,
                cpuCores,
                memoryBytes,
                diskBytes,
                gpus.stream().map(name -> new Gpu(name, vramBytes, "simulated")).toList());
    }

    /** How busy it is with that much graphics memory in use. */
    Usage usage(long loadedBytes) {
        int gpuCount = Math.max(1, gpus.size());
        return new Usage(
                loadedBytes > 0 ? 35.0 : 4.0,
                (long) (memoryBytes * USED_MEMORY),
                (long) (diskBytes * (1 - USED_DISK)),
                gpus.stream()
                        .map(name ->
                                new GpuUsage(loadedBytes > 0 ? 60 : 0, Math.min(vramBytes, loadedBytes / gpuCount), 45))
                        .toList());
    }
}
