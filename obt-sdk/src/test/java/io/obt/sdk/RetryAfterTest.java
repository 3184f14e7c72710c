package io.obt.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-08-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "' 120 ', PT2M",
        "'Sat, 01 Aug 2026 10:00:30 GMT', PT30S",
        "'Sat, 01 Aug 2026 09:00:00 GMT', PT0S",
        "-5,",
        "1.5,",
        "99999999999,",
        "soon,",
        "'',"
    })
    void isSecondsOrADateAndElseNothing(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW).orElse(null)).isEqualTo(wait);
    }
}
