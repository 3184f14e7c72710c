package io.obt.agent.hardware;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The disk that Ollama keeps its models on. Null is unknown. */
final class ModelsDisk {
    private final Path directory;

    ModelsDisk(Path directory) {
        this.directory = directory;
    }

    /**
     * Where Ollama keeps its models by its own rules: {@code OLLAMA_MODELS}, else the home directory, or that of the
     * user which Ollama's installer makes on Linux.
     */
    static ModelsDisk of(Map<String, String> environment, Path home) {
        String configured = environment.getOrDefault("OLLAMA_MODELS", "");
        if (!configured.isBlank()) {
            try {
                return new ModelsDisk(Path.of(configured.strip()));
            } catch (InvalidPathException e) {
                // Ollama cannot use it either.
            }
        }
        Path models = Path.of(".ollama", "models");
        return new ModelsDisk(
                Stream.of(home.resolve(models), Path.of("/usr/share/ollama").resolve(models))
                        .filter(Files::isDirectory)
                        .findFirst()
                        .orElse(home));
    }

    Path directory() {
        return directory;
    }

    @Nullable
    Long totalBytes() {
        return known(disk().getTotalSpace());
    }

    @Nullable
    Long freeBytes() {
        // Usable, not unallocated: what is kept back for the administrator is of no use to a pull.
        return totalBytes() == null ? null : disk().getUsableSpace();
    }

    private static @Nullable Long known(long bytes) {
        return bytes <= 0 ? null : bytes;
    }

    // A File asks the directory itself; a FileStore looks its mount up, which a root directory of its own may not have.
    private File disk() {
        return existing(directory.toAbsolutePath()).toFile();
    }

    // Ollama creates the directory with its first model; until then the one above tells the disk.
    private static Path existing(Path path) {
        Path parent = path.getParent();
        return Files.exists(path) || parent == null ? path : existing(parent);
    }
}
