package io.obt.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.undertow.Undertow;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers larger than what a connection takes by itself, to callers who do not read them; one may be left untaken. */
@Timeout(60)
final class StalledAnswerTest {
    private static final int LARGE = 64 << 20;

    private HeavyReads reads;
    private Undertow server;
    private Socket stalled;

    private void start(Duration longestAnswer) throws IOException {
        reads = new HeavyReads(2, 2, 1, longestAnswer);
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", exchange -> {
                    boolean large = exchange.getRequestPath().equals("/large");
                    reads.answer(
                            exchange,
                            exchange.getRequestPath(),
                            () -> exchange.getResponseSender().send(ByteBuffer.allocate(large ? LARGE : 1)));
                })
                .build();
        server.start();
        stalled = ask("/large");
        assertThat(stalled.getInputStream().readNBytes(12)).asString(US_ASCII).isEqualTo("HTTP/1.1 200");
    }

    private Socket ask(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(US_ASCII));
        return socket;
    }

    private String answer() throws IOException {
        try (Socket socket = ask("/small")) {
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static long readToTheEnd(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[1 << 16];
        long read = 0;
        try {
            for (int more = in.read(buffer); more >= 0; more = in.read(buffer)) {
                read += more;
            }
        } catch (SocketException e) {
            // reset is an end as well
        }
        return read;
    }

    @AfterEach
    void stop() throws IOException {
        stalled.close();
        reads.close();
        server.stop();
    }

    @Test
    void whileAnAnswerIsNotTakenNoMoreAreMadeThanMemoryHasRoomFor() throws IOException {
        start(Duration.ofMinutes(10));
        assertThat(answer()).startsWith("HTTP/1.1 503 ").contains("nobody has taken yet", "Retry-After: 1");
        assertThat(readToTheEnd(stalled)).isGreaterThanOrEqualTo(LARGE);
        await().untilAsserted(() -> assertThat(answer()).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void whoDoesNotTakeItInTimeIsCutOffAndMakesRoom() throws IOException {
        start(Duration.ofMillis(300));
        await().untilAsserted(() -> assertThat(answer()).startsWith("HTTP/1.1 200 "));
        assertThat(readToTheEnd(stalled)).isLessThan(LARGE);
    }

    @Test
    void whoGoesAwayMakesRoom() throws IOException {
        start(Duration.ofMinutes(10));
        stalled.close();
        await().untilAsserted(() -> assertThat(answer()).startsWith("HTTP/1.1 200 "));
    }
}
