package io.obt.sdk;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Retry-After}, by RFC 9110: seconds, or the date of a web server. */
final class RetryAfter {
    private RetryAfter() {}

    /** How long from {@code now} it asks to wait, not below zero; empty if it says nothing that can be read. */
    static Optional<Duration> parse(String header, Instant now) {
        String text = header.strip();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
            Duration wait = Duration.between(now, date);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
