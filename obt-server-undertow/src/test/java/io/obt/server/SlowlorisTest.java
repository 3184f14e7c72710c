package io.obt.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers who begin a request and never end it: 2,000 at once, against a server in a process of its own. Its own deadline for a
 * head and for a body is 10 s; what is asserted leaves a busy machine three times that.
 */
@Timeout(180)
final class SlowlorisTest {
    private static final int HALVES = 2_000;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final List<String> BEGINNINGS = List.of(
            "G",
            "GET /healthz HTTP/1.1\r\nHost: local",
            "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\n",
            "POST /api/v1/clients/desk/heartbeats HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000\r\n\r\n{\"registrationId\":",
            "PUT /api/v1/clients/desk/registration HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"in");

    private final List<Socket> halves = new ArrayList<>();

    @TempDir
    private Path directory;

    private ServerProcess server;
    private Caller call;

    @BeforeEach
    void start() throws IOException {
        server = ServerProcess.run(Files.createDirectory(directory.resolve("place")));
        call = new Caller(server.awaitReady());
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket half : halves) {
            half.close();
        }
        server.close();
    }

    private Socket begin(String beginning) throws IOException {
        URI url = call.server();
        Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort());
        halves.add(socket);
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(beginning.getBytes(US_ASCII));
        return socket;
    }

    /** Reads whatever comes until the server ends the connection; whether it does. */
    private static boolean isEnded(Socket socket, int patienceMillis) throws IOException {
        socket.setSoTimeout(patienceMillis);
        try {
            while (socket.getInputStream().read() >= 0) {
                // an answer that it was too late
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset is an end as well
        }
    }

    @Test
    void halfRequestsHoldNobodyUpAndAreCutOff() throws IOException {
        String registration = call.register("desk");
        for (int i = 0; i < HALVES; i++) {
            begin(BEGINNINGS.get(i % BEGINNINGS.size()));
        }
        for (int i = 1; i <= 50; i++) {
            assertThat(call.get("/healthz").status()).isEqualTo(200);
            assertThat(call.beat("desk", registration, i, "").status()).isEqualTo(200);
        }
        for (Socket half : halves) {
            assertThat(isEnded(half, PATIENCE_MILLIS)).isTrue();
        }
        assertThat(call.get("/healthz").status()).isEqualTo(200);
    }

    @Test
    void headThatTricklesIsCutOffAllTheSame() throws IOException {
        Socket socket = begin("GET /healthz HTTP/1.1\r\nHost: localhost\r\n");
        int sent = 0;
        try {
            while (!isEnded(socket, 100)) {
                socket.getOutputStream()
                        .write("X: y\r\n".substring(sent % 6, sent % 6 + 1).getBytes(US_ASCII));
                sent++;
                assertThat(sent).as("bytes, ten a second").isLessThan(PATIENCE_MILLIS / 100);
            }
        } catch (SocketException e) {
            // ended while it was written to
        }
        assertThat(sent).isPositive();
    }
}
