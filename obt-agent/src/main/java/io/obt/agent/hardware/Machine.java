package io.obt.agent.hardware;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an operating system knows of its processor and memory. Null is unknown. Used by one thread at a time. */
interface Machine {
    @Nullable
    String hostName();

    @Nullable
    String cpuModel();

    /** Logical processors. */
    @Nullable
    Integer cpuCores();

    @Nullable
    Long memoryBytes();

    /** Without what the system would give back at once, such as its file cache. */
    @Nullable
    Long memoryUsedBytes();

    /** Of all processors together since the last call, 0 to 100; unknown at the first. */
    @Nullable
    Double cpuPercent();

    /** The machine this runs on. */
    static Machine local(Commands commands) {
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
        return linux ? new LinuxMachine() : new JvmMachine(commands);
    }
}
