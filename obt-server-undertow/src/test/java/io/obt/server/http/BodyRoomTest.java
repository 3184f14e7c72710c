package io.obt.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Room for 100,000 bytes, and a body that has most of them and does not end. */
@Timeout(60)
final class BodyRoomTest {
    private static final int LARGE = 70_000;

    private Undertow server;
    private Socket holder;
    private volatile boolean failing;
    private volatile boolean passing;

    @BeforeEach
    void fill() throws IOException {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", new UnreadBodies(new BodyRoom(100_000, this::handle)))
                .build();
        server.start();
        holder = connected();
        send(holder, LARGE, LARGE - 1);
        await().until(() -> post(LARGE) == 503);
    }

    private void handle(HttpServerExchange exchange) {
        if (passing) {
            RequestBody.pass(exchange, () -> exchange.setStatusCode(202).endExchange());
        } else {
            RequestBody.read(exchange, Duration.ofMinutes(5), bytes -> {
                if (failing) {
                    throw new StackOverflowError("as by a body that nests too deep");
                }
                exchange.setStatusCode(204).endExchange();
            });
        }
    }

    @AfterEach
    void stop() throws IOException {
        holder.close();
        server.stop();
    }

    private Socket connected() throws IOException {
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, int announced, int sent) throws IOException {
        String head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + announced + "\r\n\r\n";
        socket.getOutputStream().write((head + " ".repeat(sent)).getBytes(US_ASCII));
    }

    private static int status(Socket socket) throws IOException {
        return Integer.parseInt(new String(socket.getInputStream().readNBytes(12), US_ASCII).substring(9));
    }

    private static String untilBody(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("}") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as(text.toString()).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    private int post(int bytes) throws IOException {
        try (Socket socket = connected()) {
            send(socket, bytes, bytes);
            return status(socket);
        }
    }

    @Test
    void smallBodiesAreTakenMeanwhile() throws IOException {
        assertThat(post(4_000)).isEqualTo(204);
    }

    @Test
    void whoFindsNoRoomIsToldWhenToComeAgain() throws IOException {
        try (Socket socket = connected()) {
            send(socket, LARGE, LARGE);
            assertThat(untilBody(socket))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Retry-After: 5")
                    .contains("Too many large bodies arrive at once")
                    .as("it can come again on the same connection")
                    .doesNotContain("Connection: close");
        }
    }

    @Test
    void bodyThatHasArrivedLeavesItsRoomToTheNext() throws IOException {
        holder.getOutputStream().write(' ');
        assertThat(status(holder)).isEqualTo(204);
        // Its room is given back after its answer.
        await().until(() -> post(LARGE) == 204);
        await().until(() -> post(LARGE) == 204);
    }

    @Test
    void bodyWhoseReaderFailsForGoodLeavesItsRoomToo() throws IOException {
        holder.getOutputStream().write(' ');
        assertThat(status(holder)).isEqualTo(204);
        failing = true;
        for (int i = 0; i < 3; i++) {
            await().until(() -> post(LARGE) == 500);
        }
        failing = false;
        await().until(() -> post(LARGE) == 204);
    }

    @Test
    void bodyThatNobodyLooksAtNeedsNone() throws IOException {
        passing = true;
        assertThat(post(LARGE)).isEqualTo(202);
        assertThat(post(LARGE)).isEqualTo(202);
    }

    @Test
    void senderWhoBreaksOffLeavesItsRoomToo() throws IOException {
        holder.close();
        await().until(() -> post(LARGE) == 204);
    }

    @Test
    void lengthThatIsAnnouncedBesideChunksIsNoLimit() throws IOException {
        try (Socket socket = connected()) {
            String chunk = "1f40\r\n" + " ".repeat(8_000) + "\r\n0\r\n\r\n";
            String head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n";
            socket.getOutputStream().write((head + chunk).getBytes(US_ASCII));
            assertThat(status(socket)).isIn(204, 400);
        }
    }
}
