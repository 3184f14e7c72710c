package io.obt.server;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, to be killed, stopped and started. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("OBT \\S+ is ready: open (https?://\\S+) \\(data in (.*)\\)");
    private static final Pattern STARTING = Pattern.compile("OBT \\S+ is starting: open (https?://\\S+) \\((.*)\\)");
    private static final int PATIENCE_SECONDS = 60;
    // Starts quicker, and many start.
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m");
    private static final List<String> AS_LAUNCHED = List.of("-Xms32m", "-Xmx512m", "-XX:+UseSerialGC");

    private final Process process;
    private final Path errors;
    private final BufferedReader out;
    private String place = "";

    private ServerProcess(
            List<String> jvmOptions, Path workingDirectory, Map<String, String> environment, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        // The log as it is shipped: other modules' tests may have theirs on this class path.
        command.add("-Dlogback.configurationFile=logback.xml");
        command.addAll(List.of("-cp", classPath(), "io.obt.server.ServerMain"));
        command.addAll(arguments);
        errors = Files.createTempFile(workingDirectory.getParent(), "stderr", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workingDirectory.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("OBT_") || key.startsWith("JAVA_TOOL"));
        builder.environment().putAll(environment);
        process = builder.start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String classPath() {
        String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> absolute = new ArrayList<>();
        for (String entry : given.split(File.pathSeparator)) {
            absolute.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, absolute);
    }

    /** Runs {@code obt server} with those arguments in {@code workingDirectory}, whose parent takes what it says. */
    static ServerProcess run(Path workingDirectory, Map<String, String> environment, String... arguments)
            throws IOException {
        return new ServerProcess(SMALL, workingDirectory, environment, List.of(arguments));
    }

    /** A server on a free port with its data in {@code workingDirectory}. */
    static ServerProcess run(Path workingDirectory, String... arguments) throws IOException {
        return new ServerProcess(SMALL, workingDirectory, Map.of(), onFreePort(arguments));
    }

    /** The same with a heap of no more than {@code megabytes}; the process ends when that is not enough. */
    static ServerProcess runWithHeap(int megabytes, Path workingDirectory) throws IOException {
        List<String> options = new ArrayList<>(SMALL);
        options.addAll(List.of("-Xmx" + megabytes + "m", "-XX:+ExitOnOutOfMemoryError"));
        return new ServerProcess(options, workingDirectory, Map.of(), onFreePort());
    }

    /** The same with the memory and the compilers that {@code ./obt} gives it. */
    static ServerProcess runAsLaunched(Path workingDirectory, String... arguments) throws IOException {
        return new ServerProcess(AS_LAUNCHED, workingDirectory, Map.of(), onFreePort(arguments));
    }

    private static List<String> onFreePort(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--port", "0"));
        all.addAll(List.of(arguments));
        return all;
    }

    /** Waits for the line that says where the server answers, and returns the address. */
    URI awaitReady() {
        String line = within(out::readLine);
        Matcher ready = READY.matcher(String.valueOf(line));
        if (!ready.matches()) {
            throw new AssertionError("The server said '" + line + "' and " + errors());
        }
        place = ready.group(2);
        return URI.create(ready.group(1));
    }

    /** The next line it prints. */
    String line() {
        return within(out::readLine);
    }

    /** Where the line that says that it is ready says its data is. */
    String place() {
        return place;
    }

    /** Waits for the line that says that the server waits, and for what; returns the address. */
    URI awaitStarting(String reason) {
        String line = String.valueOf(within(out::readLine));
        Matcher starting = STARTING.matcher(line);
        if (!starting.matches() || !starting.group(2).startsWith(reason)) {
            throw new AssertionError("The server said '" + line + "' and " + errors());
        }
        return URI.create(starting.group(1));
    }

    Process process() {
        return process;
    }

    /** Waits for the end and returns the exit code. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The server did not end; it said " + errors());
        }
        return process.exitValue();
    }

    /** What it printed and nobody has read yet; waits for its end. */
    String output() {
        return within(() -> {
            StringBuilder text = new StringBuilder();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                text.append(line).append('\n');
            }
            return text.toString();
        });
    }

    /** What it said on stderr so far. */
    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until it has said {@code text} on stderr. */
    void awaitErrors(String text) {
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(this::errors, said -> said.contains(text));
    }

    /** Sends a signal that Java has no name for. */
    void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new AssertionError("kill -" + name + " ended with " + exit);
        }
    }

    /** {@code kill -9}; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    private interface Reading {
        String read() throws IOException;
    }

    private static String within(Reading reading) {
        CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> {
            try {
                return reading.read();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        try {
            return text.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("The server said nothing", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
