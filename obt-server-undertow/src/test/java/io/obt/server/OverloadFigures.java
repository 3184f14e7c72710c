package io.obt.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows what a server does that 10,000 agents, each on a connection of its own, offer three times the heartbeats it can take; no
 * test, and run by name only:
 * {@code ./obt loadtest OverloadFigures}. The load comes
 * from the same machine and takes its share of the processors.
 */
final class OverloadFigures {
    private static final int CLIENTS = 10_000;
    private static final int BEATS = 200_000;
    private static final int TIMES = 3;
    private static final Duration LOAD = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void threeTimesWhatTheServerTakes() throws Exception {
        Path place = Files.createDirectory(directory.resolve("place"));
        try (ServerProcess server = ServerProcess.runAsLaunched(place)) {
            URI url = server.awaitReady();
            try (FleetLoad fleet = new FleetLoad(url, CLIENTS, 32)) {
                fleet.register();
                fleet.beat(BEATS, 1);
                double capacity = fleet.beat(BEATS, 1 + BEATS / CLIENTS).perSecond();
                System.out.printf("%-40s %,9.0f /s%n", "heartbeats it takes", capacity);
                memory("before", server);
                try (OfferedLoad load = new OfferedLoad(fleet, url.getPort(), CLIENTS)) {
                    Duration before = cpu(server);
                    overload(load, capacity, new Caller(url, Duration.ofMinutes(1)));
                    System.out.printf(
                            "%-40s %9.1f s%n",
                            "processor time it got", cpu(server).minus(before).toMillis() / 1e3);
                    memory("under load", server);
                }
            }
            Caller call = new Caller(url, Duration.ofMinutes(1));
            String registration = call.register("late");
            long began = System.nanoTime();
            int status = call.beat("late", registration, 1, "").status();
            System.out.printf(
                    "%-40s %9.1f ms, status %d%n", "a heartbeat afterwards", (System.nanoTime() - began) / 1e6, status);
            memory("afterwards", server);
        }
    }

    private static void overload(OfferedLoad load, double capacity, Caller call) throws Exception {
        String registration = call.register("probe");
        AtomicBoolean over = new AtomicBoolean();
        List<Double> millis = new ArrayList<>(); // infinite where nobody answered
        Thread probe = new Thread(() -> {
            for (long i = 1; !over.get(); i++) {
                long began = System.nanoTime();
                millis.add(
                        isAnswered(call, registration, i)
                                ? (System.nanoTime() - began) / 1e6
                                : Double.POSITIVE_INFINITY);
            }
        });
        probe.start();
        OfferedLoad.Outcome outcome = load.offer(TIMES * capacity, LOAD);
        over.set(true);
        probe.join();
        double seconds = outcome.seconds();
        System.out.printf("%-40s %,9.0f /s%n", "wanted", TIMES * capacity);
        System.out.printf("%-40s %,9.0f /s%n", "sent", outcome.sent() / seconds);
        System.out.printf("%-40s %,9.0f /s%n", "not taken by their connections", outcome.notTaken() / seconds);
        System.out.printf("%-40s %9d%n", "connections ended", outcome.ended());
        outcome.answers()
                .forEach((status, count) ->
                        System.out.printf("%-40s %,9.0f /s%n", "answered " + status, count / seconds));
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "%-40s %9.1f ms p50, %.1f ms p99, %d asked%n",
                "somebody else's heartbeat meanwhile",
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100),
                sorted.size());
    }

    private static boolean isAnswered(Caller call, String registration, long sequence) {
        try {
            return call.beat("probe", registration, sequence, "").status() == 200;
        } catch (AssertionError e) {
            return false; // Caller's word for no answer in time
        }
    }

    private static Duration cpu(ServerProcess server) {
        return server.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static void memory(String when, ServerProcess server) throws IOException {
        Files.readAllLines(Path.of("/proc/" + server.process().pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                .forEach(line ->
                        System.out.printf("%-40s %s%n", "memory of the server, " + when, line.replaceAll("\\s+", " ")));
    }
}
