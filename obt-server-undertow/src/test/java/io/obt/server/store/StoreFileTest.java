package io.obt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.obt.store.Changes;
import io.obt.store.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory or file that cannot be used: one line that names it, and not a byte of it changed. */
final class StoreFileTest {
    @TempDir
    private Path temporary;

    private Path data;
    private Path file;

    @BeforeEach
    void nameThem() {
        data = temporary.resolve("data");
        file = data.resolve("fleet.mv");
    }

    @Test
    void directoryIsMadeWithItsParents() {
        Path deep = temporary.resolve("a/b/c");
        try (EmbeddedFleetStore store = EmbeddedFleetStore.open(deep)) {
            store.write(Changes.of(Samples.BARE));
        }
        try (Stream<Path> files = filesIn(deep)) {
            assertThat(files).containsExactly(deep.resolve("fleet.mv"));
        }
    }

    @Test
    void directoryInUseIsRefusedAndItsUserGoesOn() {
        try (EmbeddedFleetStore first = EmbeddedFleetStore.open(data)) {
            first.write(Changes.of(Samples.BARE));
            assertThat(refusal())
                    .isEqualTo("The data directory " + data + " is in use by another server; stop that one or set"
                            + " OBT_DATA_DIR to another directory");
            first.write(Changes.of(Samples.DESK));
        }
        try (EmbeddedFleetStore again = EmbeddedFleetStore.open(data)) {
            assertThat(again.clients()).containsExactlyInAnyOrder(Samples.BARE, Samples.DESK);
        }
    }

    @Test
    void directoryThatIsAFileIsRefusedAndTheFileStays() throws IOException {
        Files.writeString(data, "somebody's notes");
        assertThat(refusal())
                .isEqualTo("The data directory " + data + " cannot be created; set OBT_DATA_DIR to one that can");
        assertThat(data).hasContent("somebody's notes");
    }

    @Test
    void directoryBelowAFileIsRefused() throws IOException {
        Path notes = Files.writeString(temporary.resolve("notes"), "somebody's notes");
        data = notes.resolve("data");
        assertThat(refusal()).startsWith("The data directory " + data + " cannot be created");
        assertThat(notes).hasContent("somebody's notes");
    }

    @Test
    void directoryWithANameNoFileSystemTakesIsRefused() {
        data = temporary.resolve("x".repeat(300));
        assertThat(refusal()).startsWith("The data directory " + data + " cannot be created");
    }

    // Permissions do not bind root, a link to nowhere does.
    @Test
    void directoryInWhichNoFileCanBeMadeIsRefusedAsSuch() throws IOException {
        Files.createDirectories(data);
        Files.createSymbolicLink(file, temporary.resolve("missing/fleet.mv"));
        assertThat(refusal())
                .isEqualTo("The data directory " + data
                        + " cannot be written; change its owner or set OBT_DATA_DIR to another");
    }

    @Test
    void emptyFileThatAKilledStartLeftIsAnEmptyFleet() throws IOException {
        Files.createDirectories(data);
        Files.createFile(file);
        try (EmbeddedFleetStore store = EmbeddedFleetStore.open(data)) {
            assertThat(store.clients()).isEmpty();
        }
    }

    static Stream<byte[]> garbage() {
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        return Stream.of(
                "somebody's notes".getBytes(StandardCharsets.UTF_8),
                new byte[1],
                new byte[100_000],
                Arrays.copyOf(noise, 4_096),
                Arrays.copyOf(noise, 8_192),
                noise);
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void fileThatIsNoStoreIsNamedAndLeftAsItIs(byte[] garbage) throws IOException {
        Files.createDirectories(data);
        Files.write(file, garbage);
        assertThat(refusal())
                .startsWith("The store file " + file + " does not open and was left as it is (")
                .endsWith("); restore it from a backup, or move it away to begin with an empty fleet");
        assertThat(file).hasBinaryContent(garbage);
        try (Stream<Path> files = filesIn(data)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void fileWhoseHeadIsDamagedIsNamedAndLeftAsItIs() throws IOException {
        writeSomeClients();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 0, 8_192, (byte) 0);
        Files.write(file, bytes);
        assertThat(refusal()).startsWith("The store file " + file + " does not open and was left as it is (");
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void directoryInThePlaceOfTheFileIsNamedAndLeftAsItIs() throws IOException {
        Files.createDirectories(file);
        assertThat(refusal()).startsWith("The store file " + file + " does not open and was left as it is (");
        assertThat(file).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "10", "one"})
    void fileOfAnotherVersionIsRefusedAndLeftAsItIs(String version) throws IOException {
        writeSomeClients();
        try (MVStore store = MVStore.open(file.toString())) {
            store.<String, String>openMap("meta").put("schema", version);
        }
        byte[] bytes = Files.readAllBytes(file);

        assertThat(refusal())
                .isEqualTo("The store file " + file + " has version " + version
                        + "; this OBT knows version 1. Use the OBT that wrote it, or a newer one");
        assertThat(file).hasBinaryContent(bytes);
        assertThat(refusal()).as("the file was let go of").contains("has version " + version);
    }

    private void writeSomeClients() {
        try (EmbeddedFleetStore store = EmbeddedFleetStore.open(data)) {
            store.write(Changes.of(Samples.DESK));
            store.write(Changes.of(Samples.BARE));
        }
    }

    /** What opening the directory is refused with: always one line. */
    private String refusal() {
        StoreFileException[] refused = new StoreFileException[1];
        assertThatExceptionOfType(StoreFileException.class)
                .isThrownBy(() -> EmbeddedFleetStore.open(data).close())
                .satisfies(e -> refused[0] = e);
        assertThat(refused[0].getMessage()).doesNotContain("\n");
        return refused[0].getMessage();
    }

    private static Stream<Path> filesIn(Path directory) {
        try {
            return Files.list(directory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
