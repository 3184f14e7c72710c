package io.obt.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent is a guest: the program it is in starts without waiting for it and ends as if it were not there. */
class HostProgramTest {
    private static final Duration LIMIT = Duration.ofMillis(50);

    // A machine with other work to do holds up anybody, but hardly every one of them.
    private static final int PROGRAMS = 5;

    @ParameterizedTest
    @ValueSource(strings = {"desk", ""})
    void aProgramThatForgetsItsAgentEndsByItselfAndIsNotHeldUpByIt(String clientId) throws Exception {
        List<Duration> starts = new ArrayList<>();
        do {
            starts.add(firstStart(clientId));
        } while (starts.size() < PROGRAMS && starts.get(starts.size() - 1).compareTo(LIMIT) >= 0);
        assertThat(starts).as("the first start of each program").anyMatch(start -> start.compareTo(LIMIT) < 0);
    }

    private static Duration firstStart(String clientId) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                System.getProperty("java.class.path"),
                HostProgram.class.getName()));
        if (!clientId.isEmpty()) {
            command.add(clientId);
        }
        Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).as(output).isZero();
            assertThat(output).doesNotContain("Exception");
            return output.lines()
                    .filter(line -> line.matches("\\d+"))
                    .findFirst()
                    .map(micros -> Duration.ofNanos(Long.parseLong(micros) * 1_000))
                    .orElseThrow();
        } finally {
            program.destroyForcibly();
        }
    }
}
