package io.obt.examples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One {@code ./obt} command as a process of its own, started in a directory of its own. */
public final class ObtCommand implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(?:open|answers at) (https?://\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path out;
    private final Path err;

    private ObtCommand(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** The repository's root, where {@code obt} is. */
    static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve("obt"))) {
            here = here.getParent();
        }
        assertThat(here)
                .as("the directory with ./obt, above the working directory")
                .isNotNull();
        return here;
    }

    /** Starts {@code ./obt arguments}, with the jars this build made. */
    public static ObtCommand start(Path directory, Map<String, String> environment, String... arguments) {
        return start(repository().resolve("obt"), directory, environment, arguments);
    }

    /** Starts {@code script} as if it were {@code ./obt}. */
    static ObtCommand start(Path script, Path directory, Map<String, String> environment, String... arguments) {
        try {
            Files.createDirectories(directory);
            Path out = Files.createTempFile(directory, "out-", ".txt");
            Path err = Files.createTempFile(directory, "err-", ".txt");
            List<String> command = new ArrayList<>(List.of(script.toString()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("OBT_NO_BUILD", "1");
            builder.environment().putAll(environment);
            return new ObtCommand(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address that it says it is ready at. */
    public URI url() {
        await("the line with the address").atMost(PATIENCE).until(() -> {
            assertThat(process.isAlive())
                    .as(() -> "still running; it said: " + err())
                    .isTrue();
            return ADDRESS.matcher(out()).find();
        });
        Matcher matcher = ADDRESS.matcher(out());
        assertThat(matcher.find()).isTrue();
        return URI.create(matcher.group(1));
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Its exit code, when it has ended by itself. */
    int exitCode() {
        return exitCodeWithin(PATIENCE);
    }

    int exitCodeWithin(Duration limit) {
        try {
            assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                    .as(() -> "ended within " + limit + "; it said: " + out() + err())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to end, as Ctrl-C and service managers do. */
    ObtCommand terminate() {
        process.destroy();
        return this;
    }

    /** Ends it without a chance to tidy up. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
