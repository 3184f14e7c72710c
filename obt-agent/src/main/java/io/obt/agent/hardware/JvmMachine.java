package io.obt.agent.hardware;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Java itself knows on macOS, Windows and elsewhere, with the processor's name from where the system keeps it. */
final class JvmMachine implements Machine {
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final boolean macOs =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
    private final Commands commands;

    JvmMachine(Commands commands) {
        this.commands = commands;
    }

    @Override
    public @Nullable String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    @Override
    public @Nullable String cpuModel() {
        String model = macOs
                ? commands.output("sysctl", "-n", "machdep.cpu.brand_string").orElse("")
                : System.getenv("PROCESSOR_IDENTIFIER");
        return model == null || model.isBlank() ? null : model.strip();
    }

    @Override
    public Integer cpuCores() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public @Nullable Long memoryBytes() {
        return positive(system.getTotalMemorySize());
    }

    @Override
    public @Nullable Long memoryUsedBytes() {
        Long total = positive(system.getTotalMemorySize());
        Long free = positive(system.getFreeMemorySize());
        // Java's free memory on macOS leaves out what the system holds as cache, so that it would always look full.
        return macOs || total == null || free == null ? null : total - free;
    }

    @Override
    public @Nullable Double cpuPercent() {
        double load = system.getCpuLoad();
        return load >= 0 && load <= 1 ? load * 100 : null;
    }

    private static @Nullable Long positive(long bytes) {
        return bytes > 0 ? bytes : null;
    }
}
