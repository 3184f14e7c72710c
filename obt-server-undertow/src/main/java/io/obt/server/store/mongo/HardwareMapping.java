package io.obt.server.store.mongo;

import io.obt.client.Gpu;
import io.obt.client.Hardware;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The machine inside a client's document. */
final class HardwareMapping {
    private HardwareMapping() {}

    static Document toDocument(Hardware hardware) {
        return new Fields()
                .with("hostName", hardware.hostName())
                .with("os", hardware.os())
                .with("architecture", hardware.architecture())
                .with("cpuModel", hardware.cpuModel())
                .with("cpuCores", hardware.cpuCores())
                .with("memoryBytes", hardware.memoryBytes())
                .with("diskBytes", hardware.diskBytes())
                .withAll("gpus", hardware.gpus(), HardwareMapping::gpu)
                .document();
    }

    private static Document gpu(Gpu gpu) {
        return new Fields()
                .with("name", gpu.name())
                .with("memoryBytes", gpu.memoryBytes())
                .with("driverVersion", gpu.driverVersion())
                .document();
    }

    static Hardware toHardware(Stored hardware) {
        return new Hardware(
                hardware.textOrNull("hostName"),
                hardware.textOrNull("os"),
                hardware.textOrNull("architecture"),
                hardware.textOrNull("cpuModel"),
                cores(hardware.numberOrNull("cpuCores")),
                hardware.numberOrNull("memoryBytes"),
                hardware.numberOrNull("diskBytes"),
                hardware.partsOrNull(
                        "gpus",
                        gpu -> new Gpu(
                                gpu.text("name"), gpu.numberOrNull("memoryBytes"), gpu.textOrNull("driverVersion"))));
    }

    private static @Nullable Integer cores(@Nullable Long number) {
        return number == null ? null : Math.toIntExact(number);
    }
}
