package io.obt.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.obt.store.Together;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body over 1 MiB is refused and its connection closed, however it is sent and however many come at once. */
final class LargeBodyTest {
    private static final int LIMIT = 1 << 20;
    private static final int AT_ONCE = 200;
    private static final long SPARE_BYTES = 32L << 20;
    private static final String HEAD =
            "PUT /api/v1/clients/desk/registration HTTP/1.1\nHost: localhost\n" + "Content-Type: application/json\n";

    private final TestServer server = TestServer.empty();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void announcedBodyIsRefusedBeforeItIsSentAndTheConnectionCloses() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            String answer = connection
                    .send(HEAD + "Content-Length: " + (LIMIT + 1) + "\n\n")
                    .rest();
            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .containsIgnoringCase("Connection: close")
                    .contains("Content-Type: application/problem+json")
                    .contains("\"status\":413")
                    .contains("1048576 bytes");
        }
    }

    @Test
    void strangersHaveFourKibibytesToShowATokenIn() throws IOException {
        String json = "Host: localhost\nContent-Type: application/json\nContent-Length: ";
        try (RawConnection connection = new RawConnection(server.port())) {
            String answer = connection
                    .send("POST /api/v1/session HTTP/1.1\n" + json + 4_097 + "\n\n")
                    .rest();
            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("at most 4096 bytes");
        }
        try (RawConnection connection = new RawConnection(server.port())) {
            String body = "{\"token\":\"t\"}";
            connection.send("POST /api/v1/session HTTP/1.1\n" + json + 4_096 + "\n\n" + body
                    + " ".repeat(4_096 - body.length()));
            assertThat(connection.status()).isEqualTo(200);
        }
    }

    @Test
    void lengthBeyondAllNumbersIsRefused() throws IOException {
        for (String length : new String[] {"9223372036854775807", "9999999999999999999999", "-1", "1e3", "0x10"}) {
            try (RawConnection connection = new RawConnection(server.port())) {
                connection.send(HEAD + "Content-Length: " + length + "\n\n");
                assertThat(connection.status()).as(length).isIn(400, 413);
                assertThat(connection.endsNow()).isTrue();
            }
        }
    }

    @Test
    void announcedBodyThatIsSentNonethelessIsRefusedAndTheConnectionCloses() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(HEAD + "Content-Length: " + 4 * LIMIT + "\n\n");
            assertThat(connection.status()).isEqualTo(413);
            pour(connection, 4 * LIMIT, false);
            assertThat(connection.endsNow()).isTrue();
        }
    }

    @Test
    void chunkedBodyIsRefusedOrCutOff() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(HEAD + "Transfer-Encoding: chunked\n\n");
            pour(connection, 4 * LIMIT, true);
            assertThat(statusOrEnd(connection)).isIn(413, 0);
            assertThat(connection.endsNow()).isTrue();
        }
        server.call.get("/api/v1/clients/desk").problem(404);
    }

    @Test
    void chunkedBodyIsRefusedWithoutAWordOnTheConsole() throws IOException {
        PrintStream console = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, US_ASCII));
        try {
            chunkedBodyIsRefusedOrCutOff();
        } finally {
            System.setErr(console);
        }
        assertThat(said.toString(US_ASCII)).isEmpty();
    }

    @Test
    void chunkedBodyWithinTheLimitIsTaken() throws IOException {
        String json = Wire.registration("i-1", "");
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(HEAD + "Transfer-Encoding: chunked\n\n");
            for (char c : json.toCharArray()) {
                connection.send("1\n" + c + "\n");
            }
            connection.send("0\n\n");
            assertThat(connection.status()).isEqualTo(200);
        }
        server.call.get("/api/v1/clients/desk").json();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz",
                "GET /api/v1/fleet",
                "POST /api/v1/fleet",
                "POST /nothing",
                "GET /",
                "DELETE /api/v1/clients/desk/registration"
            })
    void bodyThatNobodyAskedForDoesNotKeepTheConnection(String call) throws IOException {
        for (boolean chunked : new boolean[] {false, true}) {
            try (RawConnection connection = new RawConnection(server.port())) {
                String length = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + 64 * LIMIT;
                connection.send(call + " HTTP/1.1\nHost: localhost\n" + length + "\n\n");
                connection.send(chunked ? "5\nhello\n" : "hello");
                assertThat(connection.status()).isIn(200, 400, 404, 405, 413);
                pour(connection, 8 * LIMIT, chunked);
                assertThat(connection.endsNow()).as("chunked: %s", chunked).isTrue();
            }
        }
    }

    @Test
    void clientThatWaitsToBeAskedForItsBodyIsAsked() throws IOException {
        String json = Wire.registration("i-1", "");
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(HEAD + "Expect: 100-continue\nContent-Length: " + json.length() + "\n\n");
            assertThat(connection.status()).isEqualTo(100);
            assertThat(connection.send(json).status()).isEqualTo(200);
        }
    }

    @Test
    void clientThatWaitsToBeAskedForTooMuchIsRefusedInstead() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(HEAD + "Expect: 100-continue\nContent-Length: " + 2 * LIMIT + "\n\n");
            assertThat(connection.status()).isEqualTo(413);
            assertThat(connection.endsNow()).isTrue();
        }
    }

    @Test
    void bodyOfExactlyTheLimitIsTaken() throws Exception {
        String whole = Wire.registration("i-1", ",\"unknown\":\"\"");
        String filler = "x".repeat(LIMIT - whole.length());
        String body = Wire.registration("i-1", ",\"unknown\":\"" + filler + "\"");
        assertThat(body).hasSize(LIMIT);
        server.call.put("/api/v1/clients/desk/registration", body).json();
        // Refused by its length alone: who went on sending might miss the answer.
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(HEAD + "Content-Length: " + (LIMIT + 1) + "\n\n");
            assertThat(connection.status()).isEqualTo(413);
        }
    }

    @Test
    void twoHundredAtOnceAreAllRefusedAndLeaveNothingBehind() throws Exception {
        server.call.join("desk");
        long before = usedAfterGc();
        Map<Integer, Integer> statuses = Collections.synchronizedMap(new HashMap<>());
        Together.run(AT_ONCE, thread -> {
            try (RawConnection connection = new RawConnection(server.port())) {
                boolean chunked = thread % 2 == 0;
                connection.send(
                        HEAD + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + 2 * LIMIT) + "\n\n");
                pour(connection, 2 * LIMIT, chunked);
                statuses.merge(statusOrEnd(connection), 1, Integer::sum);
                assertThat(connection.endsNow()).isTrue();
            }
        });

        assertThat(statuses.keySet())
                .as("413, or closed while the body was on its way")
                .isSubsetOf(413, 0);
        assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(AT_ONCE);
        assertThat(usedAfterGc()).isLessThan(before + SPARE_BYTES);
        server.call.get("/api/v1/clients/desk").json();
    }

    /** Sends that many bytes, or as many as are taken before the connection is closed. */
    private static void pour(RawConnection connection, int bytes, boolean chunked) {
        byte[] piece = new byte[64 * 1024];
        Arrays.fill(piece, (byte) ' ');
        try {
            for (int sent = 0; sent < bytes; sent += piece.length) {
                if (chunked) {
                    connection.send((Integer.toHexString(piece.length) + "\r\n").getBytes(US_ASCII));
                }
                connection.send(piece);
                if (chunked) {
                    connection.send("\n");
                }
            }
        } catch (IOException e) {
            // closed on us, as it should be
        }
    }

    private static int statusOrEnd(RawConnection connection) {
        try {
            return connection.status();
        } catch (IOException e) {
            return 0;
        }
    }

    private static long usedAfterGc() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
