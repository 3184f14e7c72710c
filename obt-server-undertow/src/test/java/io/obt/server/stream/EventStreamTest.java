package io.obt.server.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.obt.client.ClientId;
import io.obt.event.EventLog;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.server.Contract;
import io.obt.store.Changes;
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
    private final SlowStore store = new SlowStore();
    private final EventLog log = new EventLog(store, time);
    private EventStreams streams = new EventStreams(log, time);
    private final List<Listener> listeners = new ArrayList<>();
    private volatile boolean welcome = true;
    private Undertow server;
    private int port;

    @BeforeEach
    void serve() {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(exchange -> streams.follow(exchange, () -> welcome))
                .build();
        server.start();
        port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @AfterEach
    void stop() throws IOException {
        store.goOn();
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
        Contract.OPENAPI.checkExample("#/components/schemas/Event", event.get("data"));
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
    void readerThatComesBackGetsTheLastOfAClientsStatesOnly() throws IOException {
        for (EventType state : List.of(EventType.CLIENT_ONLINE, EventType.CLIENT_DEGRADED, EventType.CLIENT_OFFLINE)) {
            log.append(state, new ClientId("desk"), null, "Event");
            log.append(state, new ClientId("lab"), null, "Event");
        }
        append(1);
        assertThat(ids(listen("1"), 3)).containsExactly("5", "6", "7");
        assertThat(ids(listen("5"), 2)).containsExactly("6", "7");
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
    void readerGoesOnFromTheStoreWhereMemoryDoesNotReachBack() throws IOException {
        append(EventLog.REMEMBERED + 200);
        save();
        Listener listener = listen("2");
        append(1);
        List<String> ids = ids(listener, EventLog.REMEMBERED + 199);
        for (int i = 0; i < ids.size(); i++) {
            assertThat(ids.get(i)).isEqualTo(String.valueOf(i + 3));
        }
    }

    @Test
    void numberOfBeforeWhatIsKeptIsToldToStartAnew() throws IOException {
        append(5);
        time.advance(Duration.ofDays(40));
        append(EventLog.REMEMBERED + 2);
        save();
        store.removeEventsBefore(time.now().minus(Duration.ofDays(30)));
        assertThat(listen("3").next()).containsEntry("event", "resync");
        assertThat(ids(listen("5"), 1)).as("the oldest that is kept").containsExactly("6");
    }

    @Test
    void replayThatTheStoreIsSlowToGiveDropsNobodyAndHoldsNobodyUp() throws IOException {
        append(EventLog.REMEMBERED + 2);
        save();
        store.pause();
        Listener late = listen("1");
        await().until(store::isWaitedFor);
        Listener other = listen("");
        for (int i = 0; i < EventStream.MAX_BEHIND + 10; i++) {
            time.advance(Duration.ofMillis(10));
            append(1);
        }
        assertThat(ids(other, EventStream.MAX_BEHIND + 10)).hasSize(EventStream.MAX_BEHIND + 10);
        store.goOn();
        assertThat(ids(late, 2)).containsExactly("2", "3");
    }

    @Test
    void readerWhoseReplayTheStoreRefusesIsSentAwayToComeBack() throws IOException {
        append(EventLog.REMEMBERED + 2);
        save();
        store.breakDown();
        Listener listener = new Listener(port, "1");
        listeners.add(listener);
        assertThat(listener.isEnded()).isTrue();
        await().until(() -> streams.readers() == 0);
        store.goOn();
        assertThat(ids(listen("1"), 1)).containsExactly("2");
    }

    @Test
    void eventIsMadeIntoTextOnceForAll() {
        EventTexts texts = new EventTexts();
        append(2);
        List<FleetEvent> events = log.unsaved();
        assertThat(texts.of(events.get(0))).isSameAs(texts.of(events.get(0))).contains("\"id\":1");
        assertThat(texts.of(events.get(1))).contains("\"id\":2");
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
    void readerWhoMayReadNoMoreIsSentAwayInSilenceToo() throws IOException {
        streams = new EventStreams(log, time, Duration.ofMillis(50));
        Listener listener = listen("");
        assertThat(listener.next()).containsOnlyKeys("");
        welcome = false;
        assertThat(listener.isEnded()).isTrue();
        await().until(() -> streams.readers() == 0);
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

    private void save() {
        List<FleetEvent> unsaved = log.unsaved();
        store.write(new Changes(List.of(), unsaved));
        log.saved(unsaved);
    }

    private static List<String> ids(Listener listener, int count) throws IOException {
        List<String> ids = new ArrayList<>();
        while (ids.size() < count) {
            ids.add(listener.next().get("id"));
        }
        return ids;
    }
}
