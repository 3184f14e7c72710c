package io.obt.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void eachWaitIsSomewhereBelowTwiceTheLastBound(long seed) {
        Backoff backoff = new Backoff(new SplittableRandom(seed));
        for (int failure = 0; failure < 100; failure++) {
            Duration bound = Duration.ofSeconds(failure < 6 ? 1L << failure : 60);
            assertThat(backoff.next()).isBetween(Duration.ZERO, bound);
        }
    }

    @Test
    void theWholeRangeIsUsedSoThatAgentsSpreadOut() {
        Backoff backoff = new Backoff(new SplittableRandom(7));
        int[] ofEachTenSeconds = new int[6];
        for (int failure = 0; failure < 6_006; failure++) {
            Duration wait = backoff.next();
            if (failure >= 6) {
                ofEachTenSeconds[(int) (wait.toSeconds() / 10)]++;
            }
        }
        for (int count : ofEachTenSeconds) {
            assertThat(count).isBetween(900, 1_100);
        }
    }

    @Test
    void successBeginsAnew() {
        Backoff backoff = new Backoff(new SplittableRandom(7));
        for (int failure = 0; failure < 20; failure++) {
            backoff.next();
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aPauseThatIsAskedForIsKeptUpToAMinute() {
        Backoff backoff = new Backoff(new SplittableRandom(7));
        assertThat(backoff.next(Duration.ofSeconds(5))).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        backoff.reset();
        assertThat(backoff.next(Duration.ofDays(7))).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
    }
}
