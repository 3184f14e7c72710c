package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.obt.server.traffic.AccessLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** Each request has an id, and a line in the access log. */
final class TrafficTest {
    private final FaultyStore store = new FaultyStore();
    private final TestServer server = TestServer.on(store);
    private final Caller call = server.call;
    private final Captured access = new Captured(AccessLog.NAME, Level.INFO);
    private final Captured problems = new Captured("io.obt.server.http", Level.INFO);

    /** What one logger is told. */
    private static final class Captured extends AppenderBase<ILoggingEvent> {
        private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
        private final Logger logger;

        Captured(String name, Level level) {
            logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(level);
            logger.setAdditive(false);
        }

        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }

        ILoggingEvent next() {
            await().until(() -> !events.isEmpty());
            return events.remove(0);
        }
    }

    @BeforeEach
    void listen() {
        for (Captured captured : List.of(access, problems)) {
            captured.start();
            captured.logger.addAppender(captured);
        }
    }

    @AfterEach
    void stop() {
        server.close();
        for (Captured captured : List.of(access, problems)) {
            captured.logger.detachAppender(captured);
            captured.logger.setLevel(null);
            captured.logger.setAdditive(true);
        }
    }

    private static Map<String, Object> fields(ILoggingEvent event) {
        return event.getKeyValuePairs().stream()
                .collect(Collectors.toMap((KeyValuePair pair) -> pair.key, pair -> pair.value));
    }

    // ---- the id

    @ParameterizedTest
    @ValueSource(strings = {"a", "7f1c1c5e-93b7-4b0a-8c0e-0c9b1f1c5e93", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "edge_1.2-3"})
    void idOfTheCallerIsKeptWhenItIsHarmless(String id) {
        Answer answer =
                call.send(call.request("/healthz").header("X-Request-Id", id).GET());
        assertThat(answer.header("X-Request-Id")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-a", "a b", "a\tb", "a\"b", "a{}", "${jndi:x}", "<b>", "é", "../../etc"})
    void idThatIsNotHarmlessIsReplaced(String id) {
        Answer answer =
                call.send(call.request("/healthz").header("X-Request-Id", id).GET());
        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{16}");
    }

    @Test
    void idHasSixtyFourCharactersAtMost() {
        String longest = "a".repeat(64);
        assertThat(call.send(call.request("/healthz")
                                .header("X-Request-Id", longest)
                                .GET())
                        .header("X-Request-Id"))
                .isEqualTo(longest);
        assertThat(call.send(call.request("/healthz")
                                .header("X-Request-Id", longest + "a")
                                .GET())
                        .header("X-Request-Id"))
                .hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/", "/nothing", "/api/v1/clients", "/api/v1/clients?limit=0", "/metrics"})
    void everyAnswerHasAnIdOfItsOwn(String path) {
        String first = call.get(path).header("X-Request-Id");
        assertThat(first).matches("[0-9a-f]{16}");
        assertThat(call.get(path).header("X-Request-Id")).isNotEqualTo(first);
    }

    @Test
    void failureOfOursIsFoundInTheLogByTheIdInItsAnswer() {
        store.fail(new IllegalStateException("a defect\n\u001b[2Jof ours"));
        Answer failed = call.send(
                call.request("/api/v1/events").header("X-Request-Id", "find-me").GET());
        assertThat(failed.problem(500).path("detail").asText())
                .isEqualTo("The server failed; its log says why, of the request find-me");
        ILoggingEvent told = problems.next();
        assertThat(told.getFormattedMessage()).isEqualTo("GET /api/v1/events failed");
        assertThat(told.getMDCPropertyMap()).containsEntry("requestId", "find-me");
        store.fail(null);
    }

    // ---- the access log

    @Test
    void requestIsOneLineWithEverythingButItsQuery() {
        call.send(call.request("/api/v1/clients?q=secret")
                        .header("User-Agent", "curl/8.5.0")
                        .header("X-Request-Id", "r-1")
                        .GET())
                .json();
        ILoggingEvent line = access.next();
        assertThat(line.getFormattedMessage())
                .isEqualTo("GET /api/v1/clients 200 0.0ms 40B from 127.0.0.1 \"curl/8.5.0\"");
        assertThat(fields(line))
                .containsEntry("method", "GET")
                .containsEntry("path", "/api/v1/clients")
                .containsEntry("route", "/api/v1/clients")
                .containsEntry("status", 200)
                .containsEntry("durationMillis", "0.0")
                .containsEntry("bytes", 40L)
                .containsEntry("from", "127.0.0.1")
                .containsEntry("userAgent", "curl/8.5.0");
        assertThat(line.getMDCPropertyMap()).containsEntry("requestId", "r-1");
        assertThat(line.toString() + line.getKeyValuePairs()).doesNotContain("secret");
    }

    @Test
    void refusedRequestHasItsLineToo() throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("FROB /x HTTP/1.1\nHost: evil.example\n\n");
            assertThat(connection.status()).isEqualTo(421);
        }
        ILoggingEvent line = access.next();
        assertThat(line.getFormattedMessage()).startsWith("FROB /x 421 ").endsWith(" \"\"");
        assertThat(fields(line)).containsEntry("route", "other");
    }

    @Test
    void heartbeatsAreToldOnlyWhenThatIsAskedFor() {
        String registration = call.join("desk");
        assertThat(fields(access.next())).containsEntry("route", "/api/v1/clients/{clientId}/registration");
        call.beat("desk", registration, 2, "").json();
        call.post("/api/v1/models/heartbeat?client_id=old", "{}").json();
        call.get("/healthz");
        assertThat(fields(access.next())).containsEntry("route", "/healthz");

        access.logger.setLevel(Level.DEBUG);
        call.beat("desk", registration, 3, "").json();
        assertThat(fields(access.next())).containsEntry("route", "/api/v1/clients/{clientId}/heartbeats");
    }

    @Test
    void strangersTextIsHarmlessAndShort() throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET /a%0d%0a\u009b[2J" + "x".repeat(300)
                    + " HTTP/1.1\nHost: localhost\nUser-Agent: a\u001b[2Jb\"c\u202ed" + "y".repeat(300) + "\n\n");
            connection.status();
        }
        call.get("/healthz");
        ILoggingEvent line = access.next();
        assertThat(line.getFormattedMessage()).hasSizeLessThan(300).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        assertThat(line.getKeyValuePairs().toString()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }
}
