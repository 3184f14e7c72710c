package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that announce much and send little take little: a small heap outlives ten times its size in promises. */
final class HalfBodiesTest {
    private static final int HEAP_MEGABYTES = 64;
    private static final int HALVES = 600;

    @Test
    void bodiesThatAreAnnouncedAndDoNotComeTakeNoMemory(@TempDir Path directory) throws Exception {
        List<RawConnection> halves = new ArrayList<>();
        try (ServerProcess server =
                ServerProcess.runWithHeap(HEAP_MEGABYTES, Files.createDirectories(directory.resolve("home")))) {
            URI url = server.awaitReady();
            Caller call = new Caller(url);
            String registration = call.join("desk");
            for (int i = 0; i < HALVES; i++) {
                halves.add(beginBody(url.getPort()));
            }

            assertThat(call.get("/healthz").status()).isEqualTo(200);
            assertThat(call.beat("desk", registration, 2, "").status()).isEqualTo(200);
            assertThat(server.process().isAlive()).as(server.errors()).isTrue();
        } finally {
            for (RawConnection half : halves) {
                half.close();
            }
        }
    }

    // That it asks for the body shows that the server has begun to read it.
    private static RawConnection beginBody(int port) throws IOException {
        RawConnection connection = new RawConnection(port);
        connection.send("POST /api/v1/clients/desk/heartbeats HTTP/1.1\nHost: localhost\n"
                + "Content-Type: application/json\nContent-Length: 1048576\nExpect: 100-continue\n\n");
        assertThat(connection.status()).isEqualTo(100);
        return connection.send("{\"sequence\":");
    }
}
