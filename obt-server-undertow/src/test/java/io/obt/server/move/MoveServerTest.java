package io.obt.server.move;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.ClientId;
import io.obt.event.EventFilter;
import io.obt.server.ObtServer;
import io.obt.server.store.EmbeddedFleetStore;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.store.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Export and import through a server that runs. */
final class MoveServerTest {
    @TempDir
    private Path directory;

    private final MoveCommand move = new MoveCommand();

    @AfterEach
    void stopServers() {
        move.close();
    }

    @Test
    void fleetMovesFromOneRunningServerToAnother() throws IOException {
        Path file = directory.resolve("fleet.jsonl");
        try (FleetStore store = EmbeddedFleetStore.open(directory.resolve("old"))) {
            store.write(new Changes(List.of(Samples.DESK, Samples.BARE), List.of()));
        }
        URI old = move.server(directory.resolve("old"));
        URI other = move.server(directory.resolve("new"));

        MoveCommand.Said exported = move.run("export", file.toString(), "--server", old.toString());
        assertThat(exported.status()).isZero();
        assertThat(exported.out()).startsWith("Exported 2 clients and ").contains(" to " + file);
        MoveCommand.Said imported = move.run("import", file.toString(), "--server", other.toString());
        assertThat(imported.status()).isZero();
        assertThat(imported.out()).startsWith("Imported 2 clients and ");

        assertThat(get(other, "/api/v1/clients")).contains("\"clientId\":\"desk\"", "\"total\":2");
        assertThat(get(other, "/api/v1/models")).contains("llama3.2");
        assertThat(get(other, "/readyz")).isEqualTo("ready\n");
        String firstEvent = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("{\"event\":"))
                .findFirst()
                .orElseThrow();
        assertThat(get(other, "/api/v1/events"))
                .contains(firstEvent.substring("{\"event\":".length(), firstEvent.length() - 1));
        move.close();
        try (FleetStore store = EmbeddedFleetStore.open(directory.resolve("new"))) {
            assertThat(store.clients()).hasSize(2);
            assertThat(store.countEvents(EventFilter.ALL)).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void serverThatHasOtherClientsImportsNothingAndGoesOn() throws IOException {
        Path file = directory.resolve("fleet.jsonl");
        try (FleetStore store = EmbeddedFleetStore.open(directory.resolve("old"))) {
            store.write(Changes.of(Samples.BARE));
        }
        try (FleetStore store = EmbeddedFleetStore.open(directory.resolve("data"))) {
            store.write(Changes.of(Samples.DESK));
        }
        move.run(
                "export",
                file.toString(),
                "--data-dir",
                directory.resolve("old").toString());
        URI server = move.server(directory.resolve("data"));

        MoveCommand.Said said = move.run("import", file.toString(), "--server", server.toString());
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.errors())
                .contains("The fleet here has the client 'desk', which the file has not. Nothing was changed")
                .hasLineCount(1);
        assertThat(get(server, "/api/v1/clients")).contains("\"total\":1");
        assertThat(get(server, "/api/v1/events")).contains("SERVER_STARTED").doesNotContain("SERVER_STOPPED");
    }

    @Test
    void fileThatIsNoExportLeavesTheServerAsItWas() throws IOException {
        Path notes = Files.writeString(directory.resolve("notes.txt"), "somebody's notes\n");
        URI server = move.server(directory.resolve("data"));

        MoveCommand.Said said = move.run("import", notes.toString(), "--server", server.toString());
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.errors()).contains("Line 1 of the file cannot be imported");
        assertThat(get(server, "/readyz")).isEqualTo("ready\n");
        assertThat(get(server, "/api/v1/events")).contains("SERVER_STARTED");
    }

    @Test
    void whoRunsAServerThatAsksForTokensNeedsNoneOfTheirOwn() {
        Path file = directory.resolve("fleet.jsonl");
        String old = move.guarded(directory.resolve("old")).url().toString();
        String other = move.guarded(directory.resolve("new")).url().toString();

        assertThat(move.run("export", file.toString(), "--server", old, "--data-dir", path("old"))
                        .status())
                .isZero();
        assertThat(move.run("import", file.toString(), "--server", other, "--data-dir", path("new"))
                        .status())
                .isZero();
    }

    @Test
    void whoHasNoTokenThatDoesIsToldTheWayOutAndExitsWithFour() {
        ObtServer guarded = move.guarded(directory.resolve("data"));
        String server = guarded.url().toString();
        String agents = guarded.admit(new ClientId("desk")).orElseThrow();
        Path file = directory.resolve("f");

        MoveCommand.Said nothing = move.run("export", file.toString(), "--server", server, "--data-dir", path("none"));
        assertThat(nothing.status()).isEqualTo(4);
        assertThat(nothing.errors())
                .contains("asks for a token. Set OBT_TOKEN", path("none"))
                .hasLineCount(1);

        MoveCommand.Said wrong = move.run("export", file.toString(), "--server", server, "--token", agents);
        assertThat(wrong.status()).isEqualTo(4);
        assertThat(wrong.errors())
                .contains("does not allow this to the token in OBT_TOKEN: This call is for the role admin")
                .hasLineCount(1)
                .doesNotContain(agents);
        assertThat(file).doesNotExist();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void noServerThereExitsWithSeven() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String nobody = "http://127.0.0.1:" + port;
        MoveCommand.Said said = move.run("export", directory.resolve("f").toString(), "--server", nobody);
        assertThat(said.status()).isEqualTo(7);
        assertThat(said.errors()).isEqualTo("No server answers at " + nobody + "; is it running?\n");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void addressThatIsNoneIsMisuse() {
        MoveCommand.Said said = move.run("export", directory.resolve("f").toString(), "--server", "over there");
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.errors())
                .startsWith("--server is 'over there'; allowed is an address like http://")
                .hasLineCount(1);
    }

    private static String get(URI server, String path) throws IOException {
        try (InputStream in = server.resolve(path).toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
