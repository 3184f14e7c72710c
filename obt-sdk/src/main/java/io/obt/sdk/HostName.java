package io.obt.sdk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this machine calls itself. */
public final class HostName {
    private HostName() {}

    /**
     * The host name; empty if the machine has none. Quick on Linux and Windows; elsewhere it may ask a name server, which
     * can take seconds.
     */
    public static Optional<String> find() {
        return fromKernel().or(HostName::fromEnvironment).or(HostName::fromNetwork);
    }

    private static Optional<String> fromKernel() {
        try {
            return given(Files.readString(Path.of("/proc/sys/kernel/hostname")));
        } catch (IOException e) {
            return Optional.empty(); // no Linux
        }
    }

    private static Optional<String> fromEnvironment() {
        return given(System.getenv("COMPUTERNAME")).or(() -> given(System.getenv("HOSTNAME")));
    }

    private static Optional<String> fromNetwork() {
        try {
            return given(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> given(@Nullable String name) {
        return Optional.ofNullable(name).map(String::strip).filter(text -> !text.isEmpty());
    }
}
