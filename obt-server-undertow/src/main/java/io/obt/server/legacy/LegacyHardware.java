package io.obt.server.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.obt.client.Gpu;
import io.obt.client.Hardware;
import io.obt.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the hardware that the first OBT's client sends, as far as it is understood. Its form changed with almost every
 * version, so nothing in it is required and nothing is ever refused.
 *
 * <pre>{@code
 * {"cpu": {"name": "Ryzen 9", "architecture": "x86_64", "threads": 32}, "total_memory": 65536,
 *  "gpus": [{"name": "RTX 4090", "vram_size": 24564}], "firmware": {"os_name": "Linux", "os_version": "6.1"}}
 * }</pre>
 */
final class LegacyHardware {
    private static final long MEBIBYTE = 1L << 20;
    private static final int MAX_GPUS = 64;

    private LegacyHardware() {}

    /** What is understood of it; null when that is nothing. */
    static @Nullable Hardware read(JsonNode hardware) {
        JsonNode cpu = hardware.path("cpu");
        Hardware read = new Hardware(
                null,
                os(hardware.path("firmware")),
                text(cpu.path("architecture")),
                text(cpu.path("name")),
                cores(cpu),
                bytes(hardware.path("total_memory")),
                null,
                gpus(hardware));
        return read.equals(Hardware.UNKNOWN) ? null : read;
    }

    private static @Nullable String os(JsonNode firmware) {
        String words = Stream.of("os_name", "os_version")
                .map(firmware::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .collect(Collectors.joining(" "));
        return words.isBlank() ? null : Excerpt.of(words);
    }

    private static @Nullable String text(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank() ? Excerpt.of(value.textValue()) : null;
    }

    // Ours are those that run threads; its older versions knew no others.
    private static @Nullable Integer cores(JsonNode cpu) {
        JsonNode count = cpu.has("threads") ? cpu.path("threads") : cpu.path("cores");
        return count.canConvertToInt() && count.intValue() > 0 ? count.intValue() : null;
    }

    private static @Nullable Long bytes(JsonNode mebibytes) {
        boolean isSize = mebibytes.isNumber()
                && mebibytes.canConvertToLong()
                && mebibytes.longValue() > 0
                && mebibytes.longValue() <= Long.MAX_VALUE / MEBIBYTE;
        return isSize ? mebibytes.longValue() * MEBIBYTE : null;
    }

    private static @Nullable List<Gpu> gpus(JsonNode hardware) {
        JsonNode several = hardware.path("gpus");
        if (!several.isArray()) {
            return hardware.path("gpu").isObject() ? gpus(List.of(hardware.path("gpu"))) : null;
        }
        return gpus(several);
    }

    private static List<Gpu> gpus(Iterable<JsonNode> described) {
        List<Gpu> gpus = new ArrayList<>();
        for (JsonNode gpu : described) {
            String name = text(gpu.path("name"));
            if (name != null && gpus.size() < MAX_GPUS) {
                gpus.add(new Gpu(name, bytes(gpu.path("vram_size")), null));
            }
        }
        return gpus;
    }
}
