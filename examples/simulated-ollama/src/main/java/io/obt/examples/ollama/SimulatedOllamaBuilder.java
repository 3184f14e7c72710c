package io.obt.examples.ollama;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The choices for a {@link SimulatedOllama}; every one has a default. Not thread-safe. */
public final class SimulatedOllamaBuilder {
    Clock clock = Clock.systemDefaultZone();
    List<SimulatedModel> models = List.of();
    String version = "0.32.15";
    long vramBytes = 24L << 30;
    int port;
    Duration pullPace = Duration.ZERO;

    SimulatedOllamaBuilder() {}

    /** What is installed at the start, newest first and a day apart. Without it, nothing is. */
    public SimulatedOllamaBuilder models(SimulatedModel... installed) {
        return models(List.of(installed));
    }

    /** As {@link #models(SimulatedModel...)}. */
    public SimulatedOllamaBuilder models(List<SimulatedModel> installed) {
        models = List.copyOf(installed);
        return this;
    }

    /** What decides when a loaded model expires, and in which zone times are told. */
    public SimulatedOllamaBuilder clock(Clock newClock) {
        clock = requireNonNull(newClock, "clock");
        return this;
    }

    /** What {@code /api/version} says. */
    public SimulatedOllamaBuilder version(String newVersion) {
        version = requireNonNull(newVersion, "version");
        return this;
    }

    /** The GPU's memory, 24 GiB unless said otherwise; what does not fit runs on the CPU, and 0 means no GPU. */
    public SimulatedOllamaBuilder vramBytes(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("vramBytes must be 0 or more: " + bytes);
        }
        vramBytes = bytes;
        return this;
    }

    /** Where to listen, 0 to 65535; 0, which is the default, picks a free port. */
    public SimulatedOllamaBuilder port(int newPort) {
        if (newPort < 0 || newPort > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + newPort);
        }
        port = newPort;
        return this;
    }

    /** How long a stream waits between two of its lines; by default it does not. */
    public SimulatedOllamaBuilder pullPace(Duration betweenLines) {
        if (betweenLines.isNegative()) {
            throw new IllegalArgumentException("pullPace must be 0 or more: " + betweenLines);
        }
        pullPace = betweenLines;
        return this;
    }

    /**
     * Starts it; it listens when this returns.
     *
     * @throws java.io.UncheckedIOException when it cannot listen on that port
     */
    public SimulatedOllama start() {
        return new SimulatedOllama(this);
    }
}
