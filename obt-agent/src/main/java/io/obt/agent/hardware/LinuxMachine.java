package io.obt.agent.hardware;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code /proc}. It shows the whole machine even inside a container, where Java would report the container's
 * limits: an agent is often kept small, and the Ollama beside it is not.
 */
final class LinuxMachine implements Machine {
    // On ARM there is no "model name"; a board gives its "Model" at the end.
    private static final List<String> MODEL_KEYS = List.of("model name", "Model", "cpu model", "cpu");
    private static final Pattern PROCESSOR = Pattern.compile("processor\\b.*");
    private static final Pattern KIBIBYTES = Pattern.compile("(\\d+) kB");
    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISK = 4;
    private static final int COUNTED_ONCE = 8;

    private final Path proc;
    private @Nullable CpuTime last;

    /** Time that all processors spent since the start, in ticks. */
    private record CpuTime(long idle, long total) {}

    LinuxMachine() {
        this(Path.of("/proc"));
    }

    LinuxMachine(Path proc) {
        this.proc = proc;
    }

    @Override
    public @Nullable String hostName() {
        return lines("sys/kernel/hostname").stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable String cpuModel() {
        List<String> lines = lines("cpuinfo");
        return MODEL_KEYS.stream()
                .flatMap(key -> value(lines, key).stream())
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable Integer cpuCores() {
        long processors = lines("cpuinfo").stream()
                .filter(line -> PROCESSOR.matcher(line).matches())
                .count();
        return processors == 0 ? null : (int) processors;
    }

    @Override
    public @Nullable Long memoryBytes() {
        return memory("MemTotal");
    }

    @Override
    public @Nullable Long memoryUsedBytes() {
        Long total = memory("MemTotal");
        Long available = memory("MemAvailable");
        return total == null || available == null ? null : total - available;
    }

    @Override
    public @Nullable Double cpuPercent() {
        CpuTime before = last;
        CpuTime now = cpuTime();
        last = now;
        if (before == null || now == null || now.total() <= before.total()) {
            return null;
        }
        double idle = (double) (now.idle() - before.idle()) / (now.total() - before.total());
        return Math.max(0, Math.min(100, 100 * (1 - idle)));
    }

    // cpu  user nice system idle iowait irq softirq steal guest guest_nice; the guests' time is also in user and nice.
    private @Nullable CpuTime cpuTime() {
        try {
            List<Long> ticks = lines("stat").stream()
                    .filter(line -> line.startsWith("cpu "))
                    .flatMap(line ->
                            Stream.of(line.strip().split(" +", -1)).skip(1).limit(COUNTED_ONCE))
                    .map(Long::valueOf)
                    .toList();
            if (ticks.size() <= WAITING_FOR_DISK) {
                return null;
            }
            return new CpuTime(
                    ticks.get(IDLE) + ticks.get(WAITING_FOR_DISK),
                    ticks.stream().mapToLong(Long::longValue).sum());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private @Nullable Long memory(String key) {
        return value(lines("meminfo"), key)
                .map(KIBIBYTES::matcher)
                .filter(Matcher::matches)
                .map(amount -> Long.parseLong(amount.group(1)) * 1024)
                .orElse(null);
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.contains(":"))
                .filter(line -> line.substring(0, line.indexOf(':')).strip().equals(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private List<String> lines(String file) {
        try {
            return Files.readString(proc.resolve(file), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
