package io.obt.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "100ms, PT0.1S",
        "10s, PT10S",
        "5m, PT5M",
        "24h, PT24H",
        "30d, PT720H",
        "0s, PT0S",
        "007s, PT7S",
        "999999999d, PT23999999976H"
    })
    void durationIsReadAsPeopleWriteIt(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "s",
                "-1s",
                "+1s",
                "1.5s",
                "10 s",
                " 10s",
                "10S",
                "10sec",
                "1h30m",
                "10s\n",
                "1000000000s",
                "١s",
                "PT10S",
                "10µs"
            })
    void anythingElseIsNone(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }
}
