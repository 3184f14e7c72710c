package io.obt.server.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.obt.client.ClientId;
import io.obt.event.EventLog;
import io.obt.event.EventType;
import io.obt.store.InMemoryFleetStore;
import io.obt.time.ManualTime;
import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class EventStreamTest {
    private final ManualTime time = new ManualTime();
    private final EventLog log = new EventLog(new InMemoryFleetStore(), time);
    private EventStreams streams = new EventStreams(log, time);
    private final List<Listener> listeners = new ArrayList<>();
    private Undertow server;
    private int port;

    @BeforeEach
    void serve() {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(exchange -> streams.handleRequest(exchange))
                .build();
        server.start();
        port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @AfterEach
    void stop() throws IOException {
        for (Listener listener : listeners) {
            listener.close();
        }
        streams.close();
        server.stop();
    }

    @Test
    void eventComesWithItsNumberItsTypeAndItselfAsJson() throws IOException {
        Listener listener = listen("");
        assertThat(listener.head().get(0)).isEqualTo("HTTP/1.1 200 OK");
        assertThat(listener.head())
                .anyMatch(line -> line.equalsIgnoreCase("content-type: text/event-stream; charset=utf-8"));
        log.append(EventType.CLIENT_ONLINE, new ClientId("desk"), null, "Ollama answers\nnew line, \"quotes\"");

        Map<String, String> event = listener.next();
        assertThat(event).containsOnlyKeys("id", "event", "data");
        assertThat(event).containsEntry("id", "1").containsEntry("event", "CLIENT_ONLINE");
        assertThat(event.get("data"))
                .isEqualTo("{\"id\":1,\"type\":\"CLIENT_ONLINE\",\"at\":\"2026-08-01T10:00:00Z\",\"clientId\":\"desk\","
                        + "\"detail\":\"Ollama answers\\nnew line, \\\"quotes\\\"\"}");
    }

    @Test
    void newcomerGetsWhatHappensFromNowOn() throws IOException {
        append(3);
        Listener listener = listen("");
        append(2);
        assertThat(ids(listener, 2)).containsExactly("4", "5");
    }

    @Test
    void readerThatComesBackGetsWhatItMissedAndNothingTwice() throws IOException {
        append(5);
        Listener listener = listen("2");
        append(2);
        assertThat(ids(listener, 5)).containsExactly("3", "4", "5", "6", "7");
    }

    @Test
    void readerThatMissedNothingGetsNothing() throws IOException {
        append(5);
        Listener listener = listen("5");
        append(1);
        assertThat(ids(listener, 1)).containsExactly("6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999", "999999999999999999", "99999999999999999999999", "-1", "17x", "no-number"})
    void numberThatWasNeverGivenIsToldToStartAnewAndThenFollows(String lastEventId) throws IOException {
        append(5);
        Listener listener = listen(lastEventId);
        Map<String, String> first = listener.next();
        assertThat(first).containsEntry("event", "resync").doesNotContainKey("id");
        append(1);
        assertThat(ids(listener, 1)).containsExactly("6");
    }

    @Test
    void numberOfBeforeWhatIsRememberedIsToldToStartAnew() throws IOException {
        append(EventLog.REMEMBERED + 2);
        assertThat(listen("1").next()).containsEntry("event", "resync");
        assertThat(ids(listen("2"), 1)).as("the oldest that is remembered").containsExactly("3");
    }

    @Test
    void thousandsOfEventsComeInOrderWithoutAGap() throws IOException {
        append(3_000);
        Listener listener = listen("0");
        append(3_000);
        List<String> ids = ids(listener, 6_000);
        for (int i = 0; i < ids.size(); i++) {
            assertThat(ids.get(i)).isEqualTo(String.valueOf(i + 1));
        }
    }

    @Test
    void silenceIsFilledWithComments() throws IOException {
        streams = new EventStreams(log, time, Duration.ofMillis(50));
        Listener listener = listen("");
        assertThat(listener.next()).containsOnlyKeys("");
        assertThat(listener.next()).containsOnlyKeys("");
        assertThat(EventStreams.COMMENT_EVERY).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void readerThatNeverReadsIsDroppedAndTheOthersGetEverything() throws IOException {
        Listener stalled = listen("");
        Listener healthy = listen("");
        stalled.head();
        healthy.head();
        String large = "x".repeat(8 * 1024);
        int sent = 0;
        // The operating system takes some megabytes for a reader before anybody notices that it does not read.
        while (streams.readers() == 2 && sent < 9_000) {
            time.advance(Duration.ofMillis(10));
            log.append(EventType.CLIENT_ONLINE, null, null, large);
            sent++;
            assertThat(healthy.next()).containsEntry("id", String.valueOf(sent));
        }
        assertThat(streams.readers()).isEqualTo(1);
        assertThat(sent).isGreaterThan(EventStream.MAX_BEHIND);
        assertThat(stalled.isEnded()).isTrue();
        append(1);
        assertThat(ids(healthy, 1)).containsExactly(String.valueOf(sent + 1));
    }

    @Test
    void readerThatGoesIsForgotten() throws IOException {
        Listener listener = listen("");
        listener.close();
        // Only writing tells that nobody is there.
        await().until(() -> {
            append(1);
            return streams.readers() == 0;
        });
    }

    @Test
    void closingEndsEveryStreamAndLaterEventsDisturbNobody() throws IOException {
        Listener one = listen("");
        Listener two = listen("");
        one.head();
        two.head();
        streams.close();
        assertThat(one.next()).isEmpty();
        assertThat(two.next()).isEmpty();
        await().until(() -> streams.readers() == 0);
        append(3);
        server.stop();
        append(3);
    }

    private Listener listen(String lastEventId) throws IOException {
        int before = streams.readers();
        Listener listener = new Listener(port, lastEventId);
        listeners.add(listener);
        await().until(() -> streams.readers() > before);
        return listener;
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            log.append(EventType.CLIENT_ONLINE, null, null, "Event");
        }
    }

    private static List<String> ids(Listener listener, int count) throws IOException {
        List<String> ids = new ArrayList<>();
        while (ids.size() < count) {
            ids.add(listener.next().get("id"));
        }
        return ids;
    }
}
