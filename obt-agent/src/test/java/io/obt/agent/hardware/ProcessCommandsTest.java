package io.obt.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The stand-in tools are shell scripts")
class ProcessCommandsTest {
    @TempDir
    private Path directory;

    @Test
    void outputIsWhatTheToolPrinted() {
        assertThat(patient().output("sh", "-c", "echo out; echo err >&2")).contains("out\n");
    }

    @Test
    void absentToolGivesNothing() {
        assertThat(patient().output(directory.resolve("nvidia-smi").toString())).isEmpty();
    }

    @Test
    void failedToolGivesNothing() {
        assertThat(patient().output("sh", "-c", "echo No devices were found; exit 6"))
                .isEmpty();
    }

    @Test
    void toolThatPrintsWithoutEndIsCutShort() {
        assertThat(new ProcessCommands(Duration.ofSeconds(1))
                        .output("sh", "-c", "while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done"))
                .isEmpty();
    }

    @Test
    void hungToolIsKilledWithItsChildren() throws Exception {
        Path pids = directory.resolve("pids");
        ProcessCommands commands = new ProcessCommands(Duration.ofSeconds(1));
        long started = System.nanoTime();
        assertThat(commands.output("sh", "-c", "sleep 300 & echo $! $$ > '" + pids + "'; wait"))
                .isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
        for (String pid : Files.readString(pids).strip().split(" ", -1)) {
            await().until(
                            () -> ProcessHandle.of(Long.parseLong(pid))
                                    .map(ProcessHandle::isAlive)
                                    .orElse(false),
                            is -> !is);
        }
        assertThat(commands.output("sh", "-c", "echo again")).contains("again\n");
    }

    private static ProcessCommands patient() {
        return new ProcessCommands(Duration.ofSeconds(20));
    }
}
