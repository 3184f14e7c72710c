package io.obt.server.security;

import io.obt.time.TimeSource;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts tokens that do not work by the address they come from: {@value #MOST} a minute. An IPv6 network of 64 bits counts as one
 * address, since one machine has them all. Thread-safe; remembers a bounded number of addresses.
 */
final class FailedAttempts {
    static final int MOST = 10;
    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int MAX_ADDRESSES = 10_000;

    private static final int IPV6_NETWORK_BYTES = 8;

    private final TimeSource time;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    private record Window(long startNanos, int failures) {}

    FailedAttempts(TimeSource time) {
        this.time = time;
    }

    /** @throws TooManyAttemptsException if there were too many from {@code address} */
    synchronized void check(InetAddress address) {
        Window window = windows.get(key(address));
        if (window != null && window.failures >= MOST && age(window).compareTo(WINDOW) < 0) {
            throw new TooManyAttemptsException(
                    Math.max(1, WINDOW.minus(age(window)).toSeconds()));
        }
    }

    /** Counts one. */
    synchronized void failed(InetAddress address) {
        String key = key(address);
        Window window = windows.remove(key);
        windows.put(
                key,
                window == null || age(window).compareTo(WINDOW) >= 0
                        ? new Window(time.nanos(), 1)
                        : new Window(window.startNanos, window.failures + 1));
        if (windows.size() > MAX_ADDRESSES) {
            windows.remove(windows.keySet().iterator().next());
        }
    }

    /** How many are remembered. */
    synchronized int addresses() {
        return windows.size();
    }

    private Duration age(Window window) {
        return Duration.ofNanos(time.nanos() - window.startNanos);
    }

    private static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }
}
