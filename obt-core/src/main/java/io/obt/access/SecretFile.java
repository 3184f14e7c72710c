package io.obt.access;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A file that holds one secret, on a line of its own, and is readable by its owner alone. */
public record SecretFile(Path path) {
    public SecretFile {
        requireNonNull(path, "path");
    }

    /** The secret in it; empty when there is no such file, or no secret in it. */
    public Optional<Secret> read() throws IOException {
        try {
            // In Latin-1 every file is text, so that one of somebody else's is no secret rather than an error.
            return Secret.of(Files.readString(path, StandardCharsets.ISO_8859_1).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Takes the place and the name of {@code other}, a file of the same directory. */
    public void replace(SecretFile other) throws IOException {
        Files.move(path, other.path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Puts {@code secret} in the place of what was there, all of it or nothing, and makes the directory if need be. */
    public void write(Secret secret) throws IOException {
        Path directory = requireNonNull(path.toAbsolutePath().getParent(), "a file's directory");
        Files.createDirectories(directory);
        // Beside it first, and never readable by others, not even while it is written.
        Path fresh = Files.createTempFile(directory, path.getFileName().toString(), ".new");
        try {
            if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(fresh, secret.text() + "\n");
            try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
