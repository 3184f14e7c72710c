package io.obt.examples.ollama;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock in Zurich that moves when it is told to. */
final class MovedClock extends Clock {
    private volatile Instant now = Instant.parse("2026-08-21T16:48:22.318Z");

    void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneId.of("Europe/Zurich");
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("This clock stays in Zurich");
    }
}
