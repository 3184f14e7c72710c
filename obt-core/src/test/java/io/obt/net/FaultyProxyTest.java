package io.obt.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FaultyProxyTest {
    private static final byte[] WORDS = "hello".getBytes(UTF_8);

    private final EchoServer echo = new EchoServer();
    private final FaultyProxy network = FaultyProxy.to(echo.address());

    @AfterEach
    void end() {
        network.close();
        echo.close();
        await().untilAsserted(() -> assertThat(threads()).isZero());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("proxy-"))
                .count();
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(10_000);
        socket.connect(network.address(), 10_000);
        return socket;
    }

    private static void assertAnswers(Socket socket) throws IOException {
        socket.getOutputStream().write(WORDS);
        assertThat(socket.getInputStream().readNBytes(WORDS.length)).isEqualTo(WORDS);
    }

    // What the proxy had not read yet when it closed makes the end a reset.
    private static void assertEnded(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(200);
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> socket.getInputStream().read());
        socket.setSoTimeout(10_000);
    }

    @Test
    void everythingPassesBothWaysAndTheEndDoesToo() throws Exception {
        byte[] much = new byte[1 << 20];
        new Random(7).nextBytes(much);
        try (Socket socket = connected()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    socket.getOutputStream().write(much);
                    socket.shutdownOutput();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(much);
            sending.get();
        }
        await().until(() -> network.connections() == 0);
    }

    @Test
    void refusedConnectionsAreAcceptedAgainOnTheSamePort() throws Exception {
        try (Socket before = connected()) {
            assertAnswers(before);
            network.refuse();
            assertThat(before.getInputStream().read()).isEqualTo(-1);
            assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connected);
        }
        network.pass();
        try (Socket after = connected()) {
            assertAnswers(after);
        }
    }

    @Test
    void blackHoleTakesConnectionsAndAnswersNothing() throws Exception {
        network.blackHole();
        try (Socket socket = connected()) {
            socket.getOutputStream().write(WORDS);
            assertSilent(socket);
            assertThat(echo.connections()).as("the target never hears of it").isZero();
        }
    }

    @Test
    void stalledConnectionGoesOnWithoutALostByte() throws Exception {
        try (Socket socket = connected()) {
            assertAnswers(socket);
            network.stall();
            socket.getOutputStream().write(WORDS);
            assertSilent(socket);
            assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connected);
            network.pass();
            assertThat(socket.getInputStream().readNBytes(WORDS.length)).isEqualTo(WORDS);
            assertAnswers(socket);
        }
    }

    @Test
    void frozenConnectionNeverGoesOnWhileNewOnesPass() throws Exception {
        try (Socket old = connected()) {
            assertAnswers(old);
            network.freeze();
            old.getOutputStream().write(WORDS);
            assertSilent(old);
            try (Socket next = connected()) {
                assertAnswers(next);
            }
            network.pass();
            assertSilent(old);
        }
    }

    @Test
    void resetEndsConnectionsTheHardWay() throws Exception {
        try (Socket socket = connected()) {
            assertAnswers(socket);
            network.reset();
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> socket.getInputStream().read())
                    .withMessageContaining("reset");
        }
        // It may come as early as in the middle of the connecting.
        assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
            try (Socket next = connected()) {
                next.getInputStream().read();
            }
        });
    }

    @Test
    void slowConnectionDelaysEveryPiece() throws Exception {
        network.slow(Duration.ofMillis(100));
        try (Socket socket = connected()) {
            long start = System.nanoTime();
            assertAnswers(socket);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("there and back, and the connection itself")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void passingAgainEndsADelayUnderWay() throws Exception {
        network.slow(Duration.ofHours(1));
        try (Socket socket = connected()) {
            socket.getOutputStream().write(WORDS);
            assertSilent(socket);
            network.pass();
            assertThat(socket.getInputStream().readNBytes(WORDS.length)).isEqualTo(WORDS);
        }
    }

    @Test
    void connectionIsCutAfterItsBytes() throws Exception {
        network.cutAfter(WORDS.length + 2);
        try (Socket socket = connected()) {
            socket.getOutputStream().write(WORDS);
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(new byte[] {WORDS[0], WORDS[1]});
        }
    }

    @Test
    void targetThatIsAwayEndsTheConnection() throws Exception {
        echo.close();
        try (Socket socket = connected()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void closingEndsConnectionsThatStandStill() throws Exception {
        try (Socket socket = connected()) {
            assertAnswers(socket);
            network.stall();
            socket.getOutputStream().write(WORDS);
            network.close();
            assertEnded(socket);
        }
    }

    /** Sends back what it gets. */
    private static final class EchoServer {
        private final ServerSocket listener;
        private final Thread accepting;
        private volatile int connections;

        EchoServer() {
            try {
                listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            accepting = start(() -> {
                while (true) {
                    Socket socket = listener.accept();
                    connections = connections + 1;
                    start(() -> {
                        try (socket) {
                            socket.getInputStream().transferTo(socket.getOutputStream());
                        }
                    });
                }
            });
        }

        private interface Work {
            void run() throws IOException;
        }

        private static Thread start(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException e) {
                    // the test has ended
                }
            });
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        InetSocketAddress address() {
            return (InetSocketAddress) listener.getLocalSocketAddress();
        }

        int connections() {
            return connections;
        }

        // Its thread may be in accept(), and until it has left there, connections are still made.
        void close() {
            try {
                listener.close();
                accepting.join();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
