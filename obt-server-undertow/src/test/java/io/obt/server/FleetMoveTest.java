package io.obt.server;

import static java.net.http.HttpRequest.BodyPublishers.ofFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.server.store.FleetExport;
import io.obt.store.Changes;
import io.obt.store.FleetStore;
import io.obt.store.InMemoryFleetStore;
import io.obt.store.Samples;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Export and import over HTTP, also with a store that fails midway. */
final class FleetMoveTest {
    // More than are written in one go.
    private static final int CLIENTS = 1_200;

    @TempDir
    private Path directory;

    private final FaultyStore store = new FaultyStore();
    private final TestServer server = TestServer.on(store);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void importThatBrokeOffIsFinishedBySendingTheFileAgain() throws IOException {
        List<Client> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> Samples.bare("client-" + i))
                .toList();
        Path file = exported(clients);
        String last = Files.readAllLines(file).get(CLIENTS); // behind the header
        store.refuseOnce(new ClientId(Answer.parsed(last).at("/client/clientId").asText()));

        assertThat(sent(file).problem(503).path("detail").asText()).contains("The network is gone");
        assertThat(store.clients()).as("a part of it").isNotEmpty().hasSizeLessThan(CLIENTS);

        assertThat(sent(file).json().path("clients").asInt()).isEqualTo(CLIENTS);
        assertThat(store.clients()).containsExactlyInAnyOrderElementsOf(clients);
        assertThat(server.call.get("/api/v1/clients").json().path("total").asInt())
                .isEqualTo(CLIENTS);
        assertThat(server.call
                        .get("/api/v1/clients/client-0")
                        .json()
                        .path("clientId")
                        .asText())
                .isEqualTo("client-0");
    }

    @Test
    void fileWhoseSenderBreaksOffIsNoFaultOfTheServers() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST /api/v1/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                                    + "Content-Length: 104\r\n\r\n{\"header\":")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("ended before all of it had come");
        }
        server.call.join("desk", "llama3.2"); // and it goes on
    }

    @Test
    void exportIsAnsweredAsJsonLinesAndCanBeSentBack() throws IOException {
        server.call.join("desk", "llama3.2");
        Answer export = server.call.get("/api/v1/export");
        assertThat(export.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(export.body()
                        .lines()
                        .map(Answer::parsed)
                        .map(line -> line.fieldNames().next()))
                .startsWith("header", "client", "event")
                .endsWith("end");
        Path file = Files.writeString(directory.resolve("fleet.jsonl"), export.body());
        assertThat(sent(file).json().path("clients").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsNoFleetOrAnotherOneIsRefused() throws IOException {
        Path notes = Files.writeString(directory.resolve("notes.txt"), "somebody's notes\n");
        sent(notes).problem(422);
        server.call.post("/api/v1/import", "{}").problem(415);
        server.call.register("desk");
        assertThat(sent(exported(List.of(Samples.BARE)))
                        .problem(422)
                        .path("detail")
                        .asText())
                .startsWith("The fleet here has the client 'desk', which the file has not.");
    }

    private Answer sent(Path file) throws IOException {
        return server.call.send(server.call
                .request("/api/v1/import")
                .header("Content-Type", "application/x-ndjson")
                .POST(ofFile(file)));
    }

    private Path exported(List<Client> clients) throws IOException {
        Path file = directory.resolve("fleet.jsonl");
        try (FleetStore fleet = new InMemoryFleetStore();
                OutputStream out = Files.newOutputStream(file)) {
            fleet.write(new Changes(clients, List.of()));
            FleetExport.write(fleet, Samples.AT, out);
        }
        return file;
    }
}
