package io.obt.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LoopTest {
    private static final Duration OFTEN = Duration.ofMillis(1);

    private final AtomicInteger steps = new AtomicInteger();

    private static boolean runs(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(one -> one.getName().equals(thread));
    }

    @Test
    void loopGoesOnUntilItIsClosed() {
        try (Loop loop = Loop.every(OFTEN, Duration.ofSeconds(10), "loop-every", steps::incrementAndGet)) {
            await().until(() -> steps.get() > 10);
        }
        int atTheEnd = steps.get();
        await().until(() -> !runs("loop-every"));
        assertThat(steps).hasValue(atTheEnd);
    }

    @Test
    void stepThatIsDoneEndsTheLoopAndItsThread() {
        try (Loop loop = Loop.until(OFTEN, Duration.ofSeconds(10), "loop-until", () -> steps.incrementAndGet() == 3)) {
            await().until(() -> steps.get() >= 3 && !runs("loop-until"));
            assertThat(steps).hasValue(3);
        }
    }

    @Test
    void stepThatFindsAClassMissingIsTriedAgain() {
        try (Loop loop = Loop.until(OFTEN, Duration.ofSeconds(10), "loop-broken", () -> {
            if (steps.incrementAndGet() < 3) {
                throw new NoClassDefFoundError("as if the jar had been replaced");
            }
            return true;
        })) {
            await().until(() -> steps.get() >= 3 && !runs("loop-broken"));
            assertThat(steps).hasValue(3);
        }
    }

    @Test
    void stepThatFailsIsTriedAgain() {
        try (Loop loop = Loop.until(OFTEN, Duration.ofSeconds(10), "loop-failing", () -> {
            if (steps.incrementAndGet() < 3) {
                throw new IllegalStateException("as if");
            }
            return true;
        })) {
            await().until(() -> steps.get() >= 3 && !runs("loop-failing"));
            assertThat(steps).hasValue(3);
        }
    }
}
