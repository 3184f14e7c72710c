package io.obt.agent.hardware;

import io.obt.client.Gpu;
import io.obt.client.GpuUsage;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One line of nvidia-smi: {@code NVIDIA A100-SXM4-80GB, 81920, 61427, 87, 54, 550.90.07}. */
record NvidiaGpu(Gpu gpu, GpuUsage usage) {
    /** What to ask nvidia-smi for, in the order in which a line is read. */
    static final String QUERY = "name,memory.total,memory.used,utilization.gpu,temperature.gpu,driver_version";

    private static final int FIELDS_AFTER_NAME = 5;
    private static final long MEBIBYTE = 1L << 20;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");

    /** The line's GPU, or empty for words such as an error's. */
    static Optional<NvidiaGpu> parse(String line) {
        String[] fields = line.strip().split("\\s*,\\s*", -1);
        int nameParts = fields.length - FIELDS_AFTER_NAME;
        if (nameParts < 1) {
            return Optional.empty();
        }
        // A name may hold commas of its own; everything after it may not.
        String name = String.join(", ", Arrays.copyOf(fields, nameParts));
        String[] facts = Arrays.copyOfRange(fields, nameParts, fields.length);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NvidiaGpu(
                new Gpu(name, bytes(facts[0]), version(facts[4])),
                new GpuUsage(percent(facts[2]), bytes(facts[1]), integer(facts[3]))));
    }

    private static @Nullable Long bytes(String mebibytes) {
        Long number = number(mebibytes);
        return number == null ? null : number * MEBIBYTE;
    }

    private static @Nullable Integer percent(String field) {
        Integer percent = integer(field);
        return percent == null || percent > 100 ? null : percent;
    }

    private static @Nullable Integer integer(String field) {
        Long number = number(field);
        return number == null || number > Integer.MAX_VALUE ? null : number.intValue();
    }

    // "[N/A]", "[Not Supported]", "[Unknown Error]" and whatever comes next are all unknown.
    private static @Nullable Long number(String field) {
        return NUMBER.matcher(field).matches() ? Long.valueOf(field) : null;
    }

    private static @Nullable String version(String field) {
        return field.isEmpty() || field.startsWith("[") ? null : field;
    }
}
