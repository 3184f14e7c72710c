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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers who begin a request and never end it: 2,000 at once, against a server in a process of its own. It gives a head and a body
 * 9 s each, so that they are gone within 10 s; what is asserted leaves a busy machine twice that.
 */
@Timeout(180)
final class SlowlorisTest {
    private static final int HALVES = 2_000;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int CALLS = 500;
    private static final Duration HUNG = Duration.ofSeconds(8);
    private static final Duration HEALTHY = Duration.ofMillis(200);
    private static final List<String> BEGINNINGS = List.of(
            "",
            "G",
            "GET /healthz HTTP/1.1\r\nHost: local",
            "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\n",
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /heal",
            "POST /api/v1/clients/desk/heartbeats HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000\r\n\r\n{\"registrationId\":",
            "PUT /api/v1/clients/desk/registration HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"in");

    private record Half(Socket socket, long begunNanos) {}

    private final List<Half> halves = new ArrayList<>();

    @TempDir
    private Path directory;

    private ServerProcess server;
    private Caller call;
    private long sequence;

    @BeforeEach
    void start() throws IOException {
        server = ServerProcess.run(Files.createDirectory(directory.resolve("place")));
        call = new Caller(server.awaitReady());
    }

    @AfterEach
    void stop() throws IOException {
        for (Half half : halves) {
            half.socket().close();
        }
        server.close();
    }

    private Half begin(String beginning) throws IOException {
        URI url = call.server();
        Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort());
        Half half = new Half(socket, System.nanoTime());
        halves.add(half);
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(beginning.getBytes(US_ASCII));
        return half;
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

    /** What healthy calls take, the 99th of a hundred; of fewer calls where they would outlast the halves. */
    private Duration healthy(String registration) {
        List<Long> nanos = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        for (int i = 0; i < CALLS && System.nanoTime() < end; i++) {
            long began = System.nanoTime();
            assertThat(call.get("/healthz").status()).isEqualTo(200);
            assertThat(call.beat("desk", registration, ++sequence, "").status()).isEqualTo(200);
            nanos.add(System.nanoTime() - began);
        }
        nanos.sort(null);
        return Duration.ofNanos(nanos.get(nanos.size() * 99 / 100));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Test
    void halfRequestsHoldNobodyUpAndAreCutOff() throws IOException {
        String registration = call.register("desk");
        healthy(registration); // until its compilers have done their work
        Duration before = healthy(registration);
        for (int i = 0; i < HALVES; i++) {
            begin(BEGINNINGS.get(i % BEGINNINGS.size()));
        }
        Duration meanwhile = healthy(registration);
        for (int i = 0; i < HALVES; i++) {
            Half half = halves.get(i);
            assertThat(isEnded(half.socket(), PATIENCE_MILLIS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - half.begunNanos()))
                    .as(BEGINNINGS.get(i % BEGINNINGS.size()))
                    .isBetween(HUNG, Duration.ofMillis(PATIENCE_MILLIS));
        }
        // A machine that is slow by itself is no fault of the halves'.
        Duration quiet = longer(before, healthy(registration));
        assertThat(meanwhile).as("p99, of %s without", quiet).isLessThan(longer(HEALTHY, quiet.multipliedBy(3)));
    }

    @Test
    void headThatTricklesIsCutOffAllTheSame() throws IOException {
        Socket socket = begin("GET /healthz HTTP/1.1\r\nHost: localhost\r\n").socket();
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

    @Test
    void answerDoesNotWaitForTheRestOfTheNextRequest() throws IOException {
        Socket socket = begin("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /heal")
                .socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII)).isEqualTo("HTTP/1.1 200");
    }
}
