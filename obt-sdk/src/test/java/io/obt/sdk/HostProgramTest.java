package io.obt.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An agent is a guest: the program it is in starts without waiting for it and ends as if it were not there. */
class HostProgramTest {
    private static final int STARTS = 5;

    // Starting waits for nothing, so on a machine with time to spare the processor's time is all the time it takes.
    @Test
    void aProgramThatForgetsItsAgentsEndsByItselfAndIsNotHeldUpByThem() throws Exception {
        List<Long> millis = runHostProgram();

        assertThat(millis).hasSize(STARTS);
        assertThat(millis.stream().sorted().toList().get(STARTS / 2))
                .as("the usual one of %s; the very first also loads the JDK's HTTP client", millis)
                .isLessThan(50);
    }

    private static List<Long> runHostProgram() throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostProgram.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).as(output).isZero();
            assertThat(output).doesNotContain("Exception");
            return output.lines()
                    .filter(line -> line.matches("\\d+"))
                    .map(Long::valueOf)
                    .toList();
        } finally {
            program.destroyForcibly();
        }
    }
}
