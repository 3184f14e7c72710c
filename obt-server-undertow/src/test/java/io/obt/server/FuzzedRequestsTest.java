package io.obt.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.obt.access.Role;
import io.obt.server.security.Protection;
import io.obt.store.InMemoryFleetStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Requests that nobody thought of, 20,000 of them, or as many as {@code -Dobt.fuzz.requests=1000000} says: none is answered by a
 * fault of ours, and nothing is thrown that nobody catches. A failure names its seed; {@code -Dobt.fuzz.seed=…} begins there.
 */
final class FuzzedRequestsTest {
    private static final int REQUESTS = Integer.getInteger("obt.fuzz.requests", 20_000);
    private static final long SEED = Long.getLong("obt.fuzz.seed", 1);
    private static final int TOLD_EVERY = 100_000;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    @TempDir
    private Path data;

    @Test
    void noRequestIsAnsweredByAFaultOfOurs() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        Protection protection = new Protection(true, false, true, Set.of());
        try (TestServer server = TestServer.guarded(data, new InMemoryFleetStore(), protection)) {
            String admin = server.server().tokenFiles().stream()
                    .filter(file -> file.role() == Role.ADMIN)
                    .findFirst()
                    .orElseThrow()
                    .secret();
            for (long seed = SEED; seed < SEED + REQUESTS; seed++) {
                ask(server.port(), admin, seed);
                if (seed % TOLD_EVERY == 0) {
                    System.out.println("seed " + seed + ": " + statuses);
                }
                if (seed % 10 == 0) {
                    server.time.advance(Duration.ofSeconds(1)); // so that not all tokens are too many
                }
            }
            assertThat(server.call.get("/healthz").status()).isEqualTo(200);
        } finally {
            root.detachAppender(log);
        }
        assertThat(statuses).as("what requests come to").containsKeys(200, 204, 400, 401, 403, 404, 405, 415);
    }

    private void ask(int port, String admin, long seed) throws IOException {
        String request = new RequestMutator(seed).next(admin);
        String what = "seed " + seed + ": " + request;
        int status;
        try {
            status = answer(port, RequestMutator.bytes(request));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("Neither answered nor ended within 20 s, " + what, e);
        }
        statuses.merge(status, 1, Integer::sum);
        assertThat(status).as(what).isLessThan(500);
        List<String> errors = List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null)
                .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
                .toList();
        assertThat(errors).as(what).isEmpty();
        log.list.clear();
    }

    /** The status; 0 of a connection that was ended without an answer. */
    private static int answer(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoLinger(true, 0); // a million connections would leave none to be opened
            socket.getOutputStream().write(request);
            socket.shutdownOutput(); // whatever is still missing will not come
            byte[] head = socket.getInputStream().readNBytes(12);
            return head.length == 12 ? Integer.parseInt(new String(head, 9, 3, ISO_8859_1)) : 0;
        } catch (SocketException e) {
            return 0;
        }
    }
}
