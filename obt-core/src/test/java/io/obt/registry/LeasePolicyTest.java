package io.obt.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.client.Lease;
import io.obt.settings.DurationText;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LeasePolicyTest {
    @ParameterizedTest
    @CsvSource({
        // interval, lease, wish, clients, granted interval, time to live
        "10s, , , 1, 10s, 60s",
        "100ms, , , 1, 100ms, 60s",
        "20s, , , 1, 20s, 120s",
        "10m, , , 1, 10m, 60m",
        "10s, 20s, , 1, 10s, 20s",
        "1s, 5m, , 1, 1s, 5m",
        "10s, , 2s, 1, 2s, 60s",
        "10s, , 30s, 1, 30s, 180s",
        "10s, , 1ms, 1, 100ms, 60s",
        "10s, , 24h, 1, 10m, 60m",
        "10s, 20s, 1m, 1, 1m, 2m",
        "10s, , , 50000, 10s, 60s",
        "10s, , , 100000, 20s, 120s",
        "10s, , , 300000, 60s, 360s",
        "10s, , , 100000000, 60s, 360s",
        "10s, 20s, , 300000, 60s, 120s",
        "2m, , , 100000000, 2m, 12m",
        "100ms, , 100ms, 10000, 2s, 60s"
    })
    void leaseFollowsSettingWishAndCrowd(
            String interval, String lease, String wish, int clients, String granted, String timeToLive) {
        LeasePolicy policy = new LeasePolicy(duration(interval), lease == null ? null : duration(lease));
        Lease given = policy.grant(Optional.ofNullable(wish).map(LeasePolicyTest::duration), clients, 42);
        assertThat(given).isEqualTo(new Lease(42, duration(granted), duration(timeToLive)));
    }

    private static Duration duration(String text) {
        return DurationText.parse(text).orElseThrow();
    }

    @Test
    void wishOfAnyLengthIsGrantedWithinBounds() {
        Optional<Duration> forever = Optional.of(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(LeasePolicy.defaults().grant(forever, 1, 0).interval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(LeasePolicy.defaults()
                        .grant(Optional.of(Duration.ZERO), 1, 0)
                        .interval())
                .isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new LeasePolicy(Duration.ofMillis(99), null)).hasMessageContaining("100 ms to 10 min");
        assertThatThrownBy(() -> new LeasePolicy(Duration.ofMinutes(11), null))
                .hasMessageContaining("100 ms to 10 min");
        assertThatThrownBy(() -> new LeasePolicy(Duration.ofSeconds(10), Duration.ofMillis(19_999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A lease is at least 2 heartbeat intervals of 10000 ms, not 19999 ms");
    }
}
