package io.obt.server.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.obt.event.EventLog;
import io.obt.event.EventType;
import io.obt.store.InMemoryFleetStore;
import io.obt.time.TimeSource;
import io.undertow.Undertow;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thousand readers at once, over real connections. */
@Timeout(120)
final class ThousandReadersTest {
    private static final Logger log = LoggerFactory.getLogger(ThousandReadersTest.class);
    private static final int READERS = 1_000;
    private static final int MORE_EVENTS = 20;

    private final EventLog events = new EventLog(new InMemoryFleetStore(), TimeSource.system());
    private final EventStreams streams = new EventStreams(events, TimeSource.system());
    private final Undertow server = Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(exchange -> streams.follow(exchange, () -> true))
            .build();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        streams.close();
        server.stop();
    }

    @Test
    void eventReachesThemAllAndTheyCostFewThreadsAndLittleMemory() throws IOException {
        server.start();
        connect(); // what the first one brings about is nobody's cost
        long bytes = usedBytes();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        while (sockets.size() <= READERS) {
            connect();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> streams.readers() == READERS + 1);
        int moreThreads = ManagementFactory.getThreadMXBean().getThreadCount() - threads;
        long bytesEach = (usedBytes() - bytes) / READERS;

        long start = System.nanoTime();
        append(1);
        long appended = System.nanoTime();
        for (Socket socket : sockets) {
            assertThat(readTo(socket, "\n\n")).contains("id:1\n").contains("\"detail\":\"Event 1\"");
        }
        long reached = System.nanoTime();
        log.info(
                "{} readers: {} bytes and {} threads more; appended in {} us, reached all in {} ms",
                READERS,
                bytesEach,
                moreThreads,
                (appended - start) / 1_000,
                (reached - start) / 1_000_000);

        for (int i = 0; i < MORE_EVENTS; i++) {
            append(2 + i);
        }
        for (Socket socket : sockets) {
            assertThat(readTo(socket, "\"detail\":\"Event " + (1 + MORE_EVENTS) + "\"}\n\n"))
                    .contains("id:2\n", "id:" + (1 + MORE_EVENTS) + "\n");
        }
        assertThat(moreThreads).as("threads").isLessThan(10);
        // Both ends of each connection are in this process.
        assertThat(bytesEach).as("bytes a reader").isLessThan(64 * 1024);
    }

    private void append(int number) {
        events.append(EventType.CLIENT_ONLINE, null, null, "Event " + number);
    }

    private void connect() throws IOException {
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        sockets.add(socket);
        socket.getOutputStream().write("GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
        assertThat(readTo(socket, "\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    private static String readTo(Socket socket, String end) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[4 * 1024];
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int read = in.read(buffer);
            assertThat(read).as("the stream goes on after: %s", text).isPositive();
            text.append(new String(buffer, 0, read, UTF_8));
        }
        return text.toString();
    }

    private static long usedBytes() {
        System.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return direct + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
