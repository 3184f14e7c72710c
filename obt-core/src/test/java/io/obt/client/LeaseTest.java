package io.obt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LeaseTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

    // The monotonic clock may begin anywhere, and overflow under way.
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 30_000_000_000L})
    void leaseIsStaleAfterThreeIntervalsAndOverAfterItsTimeWhereverTheClockBegan(long start) {
        Lease lease = new Lease(start, INTERVAL, TIME_TO_LIVE);

        assertThat(lease.isStale(after(start, 30_000))).isFalse();
        assertThat(lease.isStale(after(start, 30_001))).isTrue();
        assertThat(lease.isOver(after(start, 60_000))).isFalse();
        assertThat(lease.isOver(after(start, 60_001))).isTrue();
        assertThat(lease.silence(after(start, 42_000))).isEqualTo(Duration.ofSeconds(42));
        assertThat(lease.renewedAt(after(start, 42_000)).isOver(after(start, 102_000)))
                .isFalse();
        assertThat(lease.renewedAt(after(start, 42_000)).isOver(after(start, 102_001)))
                .isTrue();
    }

    @Test
    void leaseIsInDoubtWhenStaleOrHalfGone() {
        Lease usual = new Lease(0, INTERVAL, TIME_TO_LIVE);
        assertThat(usual.isInDoubt(after(0, 30_000))).isFalse();
        assertThat(usual.isInDoubt(after(0, 30_001))).isTrue();

        Lease tooShortToBeStale = new Lease(0, INTERVAL, Duration.ofSeconds(20));
        assertThat(tooShortToBeStale.isInDoubt(after(0, 10_000))).isFalse();
        assertThat(tooShortToBeStale.isInDoubt(after(0, 10_001))).isTrue();
    }

    private static long after(long start, long millis) {
        return start + millis * 1_000_000;
    }

    @Test
    void leaseOfLessThanTwoIntervalsIsRefused() {
        assertThat(new Lease(0, INTERVAL, Duration.ofSeconds(20))).isNotNull();
        assertThatThrownBy(() -> new Lease(0, INTERVAL, Duration.ofMillis(19_999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 intervals");
        assertThatThrownBy(() -> new Lease(0, Duration.ZERO, TIME_TO_LIVE))
                .hasMessageContaining("interval must be positive");
        assertThatThrownBy(() -> new Lease(0, INTERVAL.negated(), TIME_TO_LIVE))
                .hasMessageContaining("interval must be positive");
    }
}
