package io.obt.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.obt.time.ManualTime;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FailedAttemptsTest {
    private final ManualTime time = new ManualTime();
    private final FailedAttempts attempts = new FailedAttempts(time);

    private static InetAddress address(String text) {
        return AddressRange.address(text).orElseThrow();
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed(address(address));
        }
    }

    private void assertFree(String address) {
        assertThatCode(() -> attempts.check(address(address))).as(address).doesNotThrowAnyException();
    }

    private void assertSlowed(String address, long seconds) {
        assertThatExceptionOfType(TooManyAttemptsException.class)
                .as(address)
                .isThrownBy(() -> attempts.check(address(address)))
                .satisfies(slowed -> assertThat(slowed.retrySeconds()).isEqualTo(seconds));
    }

    @Test
    void tenInAMinuteAreEnoughAndTheMinuteEnds() {
        fail("10.0.0.1", 9);
        assertFree("10.0.0.1");
        fail("10.0.0.1", 1);
        assertSlowed("10.0.0.1", 60);
        assertFree("10.0.0.2");
        time.advance(Duration.ofMillis(59_500));
        assertSlowed("10.0.0.1", 1);
        time.advance(Duration.ofMillis(500));
        assertFree("10.0.0.1");
        fail("10.0.0.1", 9);
        assertFree("10.0.0.1");
    }

    @Test
    void networkOf64BitsCountsAsOneAddress() {
        for (int i = 0; i < FailedAttempts.MOST; i++) {
            fail("2001:db8:0:7::" + Integer.toHexString(i), 1);
        }
        assertSlowed("2001:db8:0:7:ffff:ffff:ffff:ffff", 60);
        assertFree("2001:db8:0:8::1");
    }

    @Test
    void whoGuessesFromEverywhereFillsNoMemoryAndTheLastAreRemembered() {
        fail("10.0.0.1", FailedAttempts.MOST);
        for (int i = 0; i < FailedAttempts.MAX_ADDRESSES; i++) {
            assertThat(attempts.addresses()).isLessThanOrEqualTo(FailedAttempts.MAX_ADDRESSES);
            fail("172." + (16 + (i >> 16)) + "." + (i >> 8 & 255) + "." + (i & 255), 1);
        }
        assertThat(attempts.addresses()).isEqualTo(FailedAttempts.MAX_ADDRESSES);
        assertFree("10.0.0.1");
        fail("10.0.0.3", FailedAttempts.MOST);
        assertSlowed("10.0.0.3", 60);
    }

    @Test
    void whoGoesOnIsNotForgottenForOthersThatCameLater() {
        fail("10.0.0.1", 5);
        for (int i = 0; i < FailedAttempts.MAX_ADDRESSES - 1; i++) {
            fail("172." + (16 + (i >> 16)) + "." + (i >> 8 & 255) + "." + (i & 255), 1);
        }
        fail("10.0.0.1", 5);
        fail("10.0.0.2", 1);
        assertSlowed("10.0.0.1", 60);
    }
}
