package io.obt.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @TempDir
    private Path directory;

    @Test
    void linuxIsReadFromProc() {
        LinuxMachine machine = new LinuxMachine(Recorded.proc("proc-x86"));
        assertThat(machine.hostName()).isEqualTo("desk");
        assertThat(machine.cpuModel()).isEqualTo("13th Gen Intel(R) Core(TM) i7-13700K");
        assertThat(machine.cpuCores()).isEqualTo(4);
        assertThat(machine.memoryBytes()).isEqualTo(65_613_712L * 1024);
    }

    @Test
    void armBoardIsCalledByItsModel() {
        LinuxMachine machine = new LinuxMachine(Recorded.proc("proc-arm"));
        assertThat(machine.cpuModel()).isEqualTo("Raspberry Pi 5 Model B Rev 1.1");
        assertThat(machine.cpuCores()).isEqualTo(4);
    }

    @Test
    void fileCacheIsNotUsedMemory() {
        assertThat(new LinuxMachine(Recorded.proc("proc-x86")).memoryUsedBytes())
                .isEqualTo((65_613_712L - 49_123_008L) * 1024);
    }

    @Test
    void processorLoadIsThatSinceTheLastCall() throws Exception {
        Path stat = directory.resolve("stat");
        LinuxMachine machine = new LinuxMachine(directory);
        Files.copy(Recorded.proc("proc-x86").resolve("stat"), stat);
        assertThat(machine.cpuPercent()).isNull();
        Files.writeString(stat, "cpu  104900 200 30050 860750 5100 0 0 0 0 0\n");
        assertThat(machine.cpuPercent()).isCloseTo(15.0, within(0.001));
        assertThat(machine.cpuPercent()).isNull();
    }

    @Test
    void whatProcDoesNotSayIsUnknown() throws Exception {
        Files.writeString(directory.resolve("stat"), "cpu  a b c\n");
        Files.writeString(directory.resolve("meminfo"), "MemTotal: much\n");
        LinuxMachine machine = new LinuxMachine(directory);
        assertThat(machine.hostName()).isNull();
        assertThat(machine.cpuModel()).isNull();
        assertThat(machine.cpuCores()).isNull();
        assertThat(machine.memoryBytes()).isNull();
        assertThat(machine.memoryUsedBytes()).isNull();
        assertThat(machine.cpuPercent()).isNull();
    }

    @Test
    void elsewhereJavaIsAsked() {
        JvmMachine machine = new JvmMachine(command -> Optional.empty());
        assertThat(machine.cpuCores()).isPositive();
        assertThat(machine.memoryBytes()).isPositive();
    }
}
