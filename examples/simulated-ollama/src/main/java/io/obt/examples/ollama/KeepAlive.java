package io.obt.examples.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code keep_alive}: a number of seconds, or a Go duration such as {@code "1h30m"}; below 0 means forever. */
final class KeepAlive {
    /** As far as Ollama's own duration reaches: 292 years. */
    static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private static final Pattern STEP = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");
    private static final Pattern GO_DURATION = Pattern.compile("[-+]?(?:0|(?:" + STEP.pattern() + ")+)");
    private static final Map<String, BigDecimal> NANOS = Map.of(
            "ns", new BigDecimal(1),
            "us", new BigDecimal(1_000),
            "µs", new BigDecimal(1_000),
            "ms", new BigDecimal(1_000_000),
            "s", new BigDecimal(1_000_000_000),
            "m", new BigDecimal(60_000_000_000L),
            "h", new BigDecimal(3_600_000_000_000L));

    private KeepAlive() {}

    /**
     * What the request asks for, or null when it does not say.
     *
     * @throws IllegalArgumentException when it is no duration, with Go's words
     */
    static @Nullable Duration in(JsonNode request) {
        JsonNode value = request.path("keep_alive");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isNumber()) {
            return bounded(value.decimalValue().multiply(NANOS.get("s")));
        }
        String text = value.asText();
        if (!GO_DURATION.matcher(text).matches()) {
            boolean unitMissing = text.matches("[-+]?\\d+(\\.\\d+)?");
            throw new IllegalArgumentException(
                    "time: " + (unitMissing ? "missing unit in" : "invalid") + " duration \"" + text + "\"");
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher steps = STEP.matcher(text);
        while (steps.find()) {
            nanos = nanos.add(new BigDecimal(steps.group(1)).multiply(NANOS.get(steps.group(2))));
        }
        return bounded(text.startsWith("-") ? nanos.negate() : nanos);
    }

    private static Duration bounded(BigDecimal nanos) {
        boolean forever = nanos.signum() < 0 || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0;
        return forever ? FOREVER : Duration.ofNanos(nanos.longValue());
    }
}
