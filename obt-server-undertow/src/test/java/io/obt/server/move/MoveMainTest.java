package io.obt.server.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.server.store.EmbeddedFleetStore;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.store.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code obt export} and {@code obt import} without a server: what they say, and what they leave behind. */
final class MoveMainTest {
    @TempDir
    private Path directory;

    private final MoveCommand move = new MoveCommand();

    @Test
    void fleetMovesFromOneDataDirectoryToAnother() throws IOException {
        Path file = directory.resolve("fleet.jsonl");
        keep("old", new Changes(List.of(Samples.DESK, Samples.BARE), List.of(Samples.event(4))));

        assertThat(move.run("export", file.toString(), "--data-dir", path("old")))
                .isEqualTo(new MoveCommand.Said(0, "Exported 2 clients and 1 event to " + file + "\n", ""));
        assertThat(move.run("import", file.toString(), "--data-dir", path("new")))
                .isEqualTo(new MoveCommand.Said(0, "Imported 2 clients and 1 event from " + file + "\n", ""));

        try (FleetStore store = EmbeddedFleetStore.open(directory.resolve("new"))) {
            assertThat(store.clients()).containsExactlyInAnyOrder(Samples.DESK, Samples.BARE);
        }
    }

    @Test
    void exportReplacesAnOlderFileAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(directory.resolve("fleet.jsonl"), "yesterday's");
        keep("data", Changes.of(Samples.DESK));
        assertThat(move.run("export", file.toString(), "--data-dir", path("data"))
                        .status())
                .isZero();

        assertThat(file).content().contains("\"desk\"").doesNotContain("yesterday's");
        assertThat(names()).containsExactly("data", "fleet.jsonl");
    }

    @Test
    void exportOfADirectoryWithoutAFleetMakesNeitherStoreNorFile() throws IOException {
        MoveCommand.Said said = move.run("export", directory.resolve("f").toString(), "--data-dir", path("nowhere"));
        assertThat(said.errors())
                .startsWith("OBT_DATA_DIR is '")
                .contains("no fleet is kept there")
                .hasLineCount(1);
        assertThat(said.status()).isEqualTo(2);
        assertThat(names()).isEmpty();
    }

    @Test
    void storeThatAServerHoldsIsNotTouched() {
        try (FleetStore held = EmbeddedFleetStore.open(directory.resolve("data"))) {
            assertThat(held.clients()).isEmpty();
            MoveCommand.Said said = move.run("export", directory.resolve("f").toString(), "--data-dir", path("data"));
            assertThat(said.errors()).contains("is in use by another server").hasLineCount(1);
            assertThat(said.status()).isEqualTo(2);
        }
    }

    @Test
    void fileThatIsNoExportFailsInOneLine() throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "somebody's notes\n");
        MoveCommand.Said said = move.run("import", file.toString(), "--data-dir", path("data"));
        assertThat(said.errors())
                .startsWith("Line 1 of the file cannot be imported")
                .hasLineCount(1);
        assertThat(said.status()).isEqualTo(1);
    }

    @Test
    void fileThatIsNotThereFailsInOneLine() {
        MoveCommand.Said said = move.run("import", directory.resolve("none").toString(), "--data-dir", path("data"));
        assertThat(said.errors())
                .contains("cannot be imported: there is no such file or directory")
                .hasLineCount(1);
        assertThat(said.status()).isEqualTo(1);
    }

    @Test
    void fileInADirectoryThatIsNotThereFailsInOneLine() {
        keep("data", Changes.of(Samples.DESK));
        MoveCommand.Said said = move.run("export", directory.resolve("no/such").toString(), "--data-dir", path("data"));
        assertThat(said.errors()).contains("cannot be written").hasLineCount(1);
        assertThat(said.status()).isEqualTo(1);
    }

    @Test
    void missingFileNameIsMisuse() {
        assertThat(move.run("export").status()).isEqualTo(2);
        assertThat(move.run("import").status()).isEqualTo(2);
        assertThat(move.run().status()).isEqualTo(2);
        assertThat(move.run("export", directory.toString(), "--data-dir", path("data"))
                        .errors())
                .contains("allowed is the name of a file");
    }

    @Test
    void helpTeaches() {
        assertThat(move.run("export", "--help").out())
                .contains("Usage: obt export", "FILE", "OBT_DATA_DIR", "Examples:");
        assertThat(move.run("import", "--help").out()).contains("Usage: obt import", "no clients yet", "Examples:");
    }

    private void keep(String name, Changes changes) {
        try (FleetStore store = EmbeddedFleetStore.open(directory.resolve(name))) {
            store.write(changes);
        }
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
