package io.obt.sdk;

import io.obt.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells of one thing that may fail for days without filling the host's log: the first failure, and each other kind of
 * failure, as WARN, the rest as DEBUG, none of it more than once a minute; the recovery once as INFO. Not thread-safe.
 */
final class TroubleLog {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Logger log;
    private final TimeSource time;
    private @Nullable Long lastLineAt;
    private @Nullable String told;
    private Instant since;
    private int failures;

    TroubleLog(Logger log, TimeSource time) {
        this.log = log;
        this.time = time;
        this.since = time.now();
    }

    /** It failed, as {@code sentence} says. */
    void failed(String sentence) {
        if (failures++ == 0) {
            since = time.now();
        }
        long now = time.nanos();
        if (lastLineAt != null && now - lastLineAt < PAUSE.toNanos()) {
            return;
        }
        lastLineAt = now;
        if (sentence.equals(told)) {
            log.debug("{} (failed {} times since {})", sentence, failures, since);
        } else {
            log.warn("{}", sentence);
            told = sentence;
        }
    }

    /** It works, which {@code sentence} says in case a failure was told before. */
    void works(String sentence) {
        if (told != null) {
            log.info("{} (after {} failures since {})", sentence, failures, since);
        }
        told = null;
        failures = 0;
    }
}
