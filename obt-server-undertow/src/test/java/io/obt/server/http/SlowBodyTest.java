package io.obt.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A body that trickles in holds its connection until the deadline, and nothing else. */
final class SlowBodyTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private final Queue<Integer> lengths = new ConcurrentLinkedQueue<>();
    private Undertow server;
    private Socket socket;

    @BeforeEach
    void connect() throws IOException {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(exchange -> RequestBody.read(exchange, PATIENCE, bytes -> {
                    lengths.add(bytes.length);
                    exchange.setStatusCode(204).endExchange();
                }))
                .build();
        server.start();
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
        server.stop();
    }

    @Test
    void realDeadlineLeavesTimeToCloseWithinTenSeconds() {
        assertThat(RequestBody.DEADLINE).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void bodyThatStopsHalfwayIsCutOffAtTheDeadline() throws IOException {
        long start = System.nanoTime();
        send(HEAD + "Content-Length: 100\r\n\r\n{\"a\":");
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(PATIENCE, PATIENCE.plusSeconds(5));
        assertThat(lengths).isEmpty();
    }

    @Test
    void bodyThatNeverStopsTricklingIsCutOffAtTheDeadlineToo() throws Exception {
        send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
        socket.setSoTimeout(20);
        int sent = 0;
        while (isOpen() && sent < 1_000) {
            sent++;
            try {
                send("1\r\n \r\n");
            } catch (SocketException e) {
                break;
            }
        }
        assertThat(sent).as("bytes a 20 ms").isBetween(2, 500);
        assertThat(lengths).isEmpty();
    }

    private boolean isOpen() throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    @Test
    void connectionOfABodyThatCameInTimeOutlivesTheDeadline() throws IOException {
        for (int i = 0; i < 4; i++) {
            send(HEAD + "Content-Length: 2\r\n\r\n{}");
            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 204");
            int lineEnds = 0;
            while (lineEnds < 4) {
                int next = socket.getInputStream().read();
                assertThat(next).isNotNegative();
                lineEnds = next == '\r' || next == '\n' ? lineEnds + 1 : 0;
            }
            socket.setSoTimeout((int) PATIENCE.toMillis() / 2);
            assertThat(isOpen()).isTrue();
            socket.setSoTimeout(10_000);
        }
        assertThat(lengths).containsExactly(2, 2, 2, 2);
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }
}
