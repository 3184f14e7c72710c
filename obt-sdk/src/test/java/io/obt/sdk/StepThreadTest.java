package io.obt.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StepThreadTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger steps = new AtomicInteger();

    private void assertGoesOnAfter(Throwable fault) throws InterruptedException {
        StepThread thread = new StepThread("obt-test", () -> {
            if (steps.incrementAndGet() == 1) {
                if (fault instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) fault;
            }
            return LONG;
        });
        thread.start();
        try {
            await().until(() -> steps.get() == 1);
            thread.wake();
            await().until(() -> steps.get() == 2);
        } finally {
            thread.stop();
            thread.join(Duration.ofSeconds(30));
        }
        assertThat(steps).hasValue(2);
    }

    @Test
    void stepThatFailsIsTriedAgain() throws InterruptedException {
        assertGoesOnAfter(new IllegalStateException("as if"));
    }

    @Test
    void stepThatFindsAClassMissingIsTriedAgain() throws InterruptedException {
        assertGoesOnAfter(new NoClassDefFoundError("as if the jar had been replaced"));
    }
}
