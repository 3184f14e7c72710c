package io.obt.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsDiskTest {
    @TempDir
    private Path home;

    @Test
    void settingOfOllamaComesFirst() throws Exception {
        Files.createDirectories(home.resolve(".ollama/models"));
        Path elsewhere = home.resolve("elsewhere");
        assertThat(ModelsDisk.of(Map.of("OLLAMA_MODELS", elsewhere.toString()), home)
                        .directory())
                .isEqualTo(elsewhere);
    }

    @Test
    void modelsInTheHomeDirectoryAreFound() throws Exception {
        Path models = Files.createDirectories(home.resolve(".ollama/models"));
        assertThat(ModelsDisk.of(Map.of(), home).directory()).isEqualTo(models);
    }

    @Test
    void unusableSettingIsAsNone() throws Exception {
        Path models = Files.createDirectories(home.resolve(".ollama/models"));
        assertThat(ModelsDisk.of(Map.of("OLLAMA_MODELS", "a\u0000b"), home).directory())
                .isEqualTo(models);
    }

    @Test
    void diskOfADirectoryYetToComeIsThatOfTheOneAbove() {
        ModelsDisk disk = new ModelsDisk(home.resolve("not/yet/there"));
        assertThat(disk.totalBytes()).isPositive();
        assertThat(disk.freeBytes()).isNotNegative().isLessThanOrEqualTo(disk.totalBytes());
    }
}
