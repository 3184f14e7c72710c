package io.obt.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    private final Secret secret = Secret.random(Role.ADMIN, new SecureRandom());

    @TempDir
    private Path directory;

    @Test
    void whatIsWrittenIsReadAndNothingElseIsLeft() throws IOException {
        SecretFile file = new SecretFile(directory.resolve("a/b/token"));
        file.write(Secret.random(Role.ADMIN, new SecureRandom()));
        file.write(secret);

        assertThat(file.read().map(Secret::text)).contains(secret.text());
        assertThat(file.path()).hasContent(secret.text());
        assertThat(directory.resolve("a/b")).isDirectoryContaining(one -> one.equals(file.path()));
        assertThat(Files.list(directory.resolve("a/b"))).hasSize(1);
    }

    @Test
    void nobodyButItsOwnerReadsIt() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
        SecretFile file = new SecretFile(Files.writeString(directory.resolve("token"), "for all to see"));
        file.write(secret);
        assertThat(Files.getPosixFilePermissions(file.path())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aFileWithoutASecretIsAsGoodAsNone() throws IOException {
        assertThat(new SecretFile(directory.resolve("none")).read()).isEmpty();
        Path other = Files.write(directory.resolve("other"), new byte[] {(byte) 0xff, 0, 10});
        assertThat(new SecretFile(other).read()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenLeavesWhatWasThere() throws IOException {
        Path inTheWay = Files.createDirectory(directory.resolve("token"));
        Files.writeString(inTheWay.resolve("x"), "");
        assertThatIOException().isThrownBy(() -> new SecretFile(inTheWay).write(secret));
        assertThat(Files.list(directory)).containsExactly(inTheWay);
    }
}
