package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.event.EventLog;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.store.Changes;
import io.obt.store.InMemoryFleetStore;
import io.obt.store.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients were: {@code history} in the list, and the timeline of one. */
final class ClientHistoryTest {
    private static final String LIST = "/api/v1/clients?history=true";
    private static final String TIMELINE = "/api/v1/clients/desk/timeline";
    private static final Instant TEN = Instant.parse("2026-08-01T10:00:00Z");

    private static void degrade(Caller call, String registration, int sequence) {
        for (int i = 0; i < 2; i++) {
            call.post(
                            "/api/v1/clients/desk/heartbeats",
                            Wire.badHeartbeat(registration, sequence + i, "connection refused"))
                    .json();
        }
    }

    private static boolean isUnchanged(Caller call, String path, String etag) {
        return call.send(call.request(path).header("If-None-Match", etag)).status() == 304;
    }

    /** As {@code ONLINE 10:00:00-10:01:00}. */
    private static Stream<String> spans(Answer timeline) {
        return StreamSupport.stream(timeline.json().path("spans").spliterator(), false)
                .map(span ->
                        span.path("status").asText() + " " + time(span.path("from")) + "-" + time(span.path("to")));
    }

    private static String time(JsonNode at) {
        return at.asText().substring(11, 19);
    }

    @Test
    void historyIsThereForWhoAsksForIt() {
        try (TestServer server = TestServer.empty()) {
            String registration = server.call.join("desk");
            server.time.advance(Duration.ofMinutes(40));
            degrade(server.call, registration, 2);
            assertThat(server.call.get(LIST).items("history")).containsExactly("-".repeat(46) + "OD");
            assertThat(server.call.get(LIST + "&sort=lastSeen").items("history"))
                    .containsExactly("-".repeat(46) + "OD");
            for (String path : List.of("/api/v1/clients", "/api/v1/clients?history=false")) {
                assertThat(server.call.get(path).json().at("/items/0").has("history"))
                        .isFalse();
            }
            server.call.get("/api/v1/clients?history=yes").problem(400);
        }
    }

    @Test
    void listWithHistoryChangesWhenTheHalfHourIsOverAndOneWithoutDoesNot() {
        try (TestServer server = TestServer.empty()) {
            Caller call = server.call;
            String registration = call.join("desk");
            call.delete("/api/v1/clients/desk/registration?registrationId=" + registration);
            server.time.advance(Duration.ofMinutes(10));
            String etag = call.get(LIST).header("ETag");
            String plain = call.get("/api/v1/clients").header("ETag");

            server.time.advance(Duration.ofMinutes(20).minusNanos(1));
            assertThat(isUnchanged(call, LIST, etag)).isTrue();
            server.time.advance(Duration.ofNanos(1));
            assertThat(isUnchanged(call, LIST, etag)).isFalse();
            assertThat(call.get(LIST).items("history").get(0)).endsWith("-LL");
            assertThat(isUnchanged(call, "/api/v1/clients", plain)).isTrue();
        }
    }

    @Test
    void changeOfAClientIsAChangeOfItsHistory() {
        try (TestServer server = TestServer.empty()) {
            String registration = server.call.join("desk");
            String etag = server.call.get(LIST).header("ETag");
            degrade(server.call, registration, 2);
            assertThat(isUnchanged(server.call, LIST, etag)).isFalse();
            assertThat(server.call.get(LIST).items("history").get(0)).endsWith("-D");
        }
    }

    @Test
    void timelineTellsStatesWithTheirReasonsAndWhatElseHappened() {
        try (TestServer server = TestServer.empty()) {
            String registration = server.call.join("desk");
            server.time.advance(Duration.ofMinutes(5));
            degrade(server.call, registration, 2);
            server.time.advance(Duration.ofMinutes(1));

            Answer timeline = server.call.get(TIMELINE + "?window=1h");
            assertThat(spans(timeline))
                    .containsExactly(
                            "UNKNOWN 09:06:00-10:00:00", "ONLINE 10:00:00-10:05:00", "DEGRADED 10:05:00-10:06:00");
            JsonNode json = timeline.json();
            assertThat(json.path("clientId").asText()).isEqualTo("desk");
            assertThat(json.path("from").asText()).isEqualTo("2026-08-01T09:06:00Z");
            assertThat(json.path("to").asText()).isEqualTo("2026-08-01T10:06:00Z");
            assertThat(json.at("/spans/0").has("reason")).isFalse();
            assertThat(json.at("/spans/2/reason").asText()).isEqualTo("connection refused");
            assertThat(json.path("marks"))
                    .extracting(mark -> mark.path("type").asText())
                    .containsExactly("SERVER_STARTED", "CLIENT_REGISTERED");
            assertThat(json.at("/marks/1/detail").asText()).startsWith("Agent 0.1.0 registered from ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?window=24h"})
    void timelineIsOfADayUnlessAskedForOtherwise(String query) {
        try (TestServer server = TestServer.empty()) {
            server.call.join("desk");
            assertThat(server.call.get(TIMELINE + query).json().path("from").asText())
                    .isEqualTo("2026-07-31T10:00:00Z");
            assertThat(server.call
                            .get(TIMELINE + "?window=7d")
                            .json()
                            .path("from")
                            .asText())
                    .isEqualTo("2026-07-25T10:00:00Z");
            server.call.get(TIMELINE + "?window=2d").problem(400);
            server.call.get("/api/v1/clients/nobody/timeline").problem(404);
        }
    }

    @Test
    void timelineOfAClientThatFlappedHasNoMoreThanAThousandSpans() {
        InMemoryFleetStore store = new InMemoryFleetStore();
        Condition online = new Condition(ClientStatus.ONLINE, TEN.minusSeconds(1), "Ollama answers", true);
        List<FleetEvent> events = IntStream.rangeClosed(1, 1_201)
                .mapToObj(i -> new FleetEvent(
                        i,
                        i % 2 == 0 ? EventType.CLIENT_DEGRADED : EventType.CLIENT_ONLINE,
                        TEN.minusSeconds(1_202 - i),
                        new ClientId("desk"),
                        null,
                        null,
                        "again"))
                .toList();
        store.write(new Changes(List.of(Samples.bare("desk").in(online, TEN)), events));
        store.reserveEventIds(events.size());
        try (TestServer server = TestServer.on(store)) {
            assertThat(spans(server.call.get(TIMELINE + "?window=1h")))
                    .hasSize(1_000)
                    .startsWith("UNKNOWN 09:00:00-09:43:21")
                    .endsWith("ONLINE 09:59:59-10:00:00");
        }
    }

    /** A server that was killed: its last event, a contact after it, and no end. */
    private static InMemoryFleetStore killed(Instant lastEvent, Instant lastSeen, int eventsAfter) {
        InMemoryFleetStore store = new InMemoryFleetStore();
        Condition online = new Condition(ClientStatus.ONLINE, lastEvent, "Ollama answers", true);
        Client desk = Samples.bare("desk").in(online, lastSeen);
        FleetEvent event = new FleetEvent(
                1, EventType.CLIENT_ONLINE, lastEvent, new ClientId("desk"), null, null, "Ollama answers");
        List<FleetEvent> more = IntStream.rangeClosed(2, eventsAfter + 1)
                .mapToObj(i ->
                        new FleetEvent(i, EventType.MODEL_LOADED, lastEvent, new ClientId("lab"), null, null, "loaded"))
                .toList();
        store.write(new Changes(List.of(desk), List.of(event)));
        store.write(new Changes(List.of(), more));
        store.reserveEventIds(eventsAfter + 1);
        return store;
    }

    @Test
    void serverThatWasKilledIsTakenToHaveListenedUntilItsLastContact() {
        InMemoryFleetStore store = killed(TEN.minusSeconds(3_600), TEN.minusSeconds(600), 0);
        try (TestServer server = TestServer.on(store)) {
            assertThat(server.call.get("/api/v1/events").items("type"))
                    .startsWith("CLIENT_ONLINE", "SERVER_STOPPED", "SERVER_STARTED");
            assertThat(server.call.get("/api/v1/events").items("at"))
                    .startsWith("2026-08-01T09:00:00Z", "2026-08-01T09:50:00Z", "2026-08-01T10:00:00Z");
            server.time.advance(Duration.ofSeconds(1));
            assertThat(spans(server.call.get(TIMELINE + "?window=1h")))
                    .containsExactly(
                            "ONLINE 09:00:01-09:50:00", "NOT_LISTENING 09:50:00-10:00:00", "ONLINE 10:00:00-10:00:01");
        }
        try (TestServer again = TestServer.on(store)) {
            assertThat(again.call.get("/api/v1/events?type=SERVER_STOPPED").items("detail"))
                    .as("one that ended says so itself")
                    .hasSize(2)
                    .last()
                    .isEqualTo("Server stopped");
        }
    }

    @Test
    void whatTheServerDoesNotRememberIsReadLittleByLittle() {
        InMemoryFleetStore store = killed(TEN.minusSeconds(3_600), TEN.minusSeconds(600), EventLog.REMEMBERED + 5_000);
        try (TestServer server = TestServer.on(store)) {
            // Its condition alone would not tell what it was before.
            String registration = server.call.register("desk");
            server.call.delete("/api/v1/clients/desk/registration?registrationId=" + registration);
            server.time.advance(Duration.ofSeconds(1));
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(spans(server.call.get(TIMELINE + "?window=1h")))
                            .containsExactly(
                                    "ONLINE 09:00:01-09:50:00",
                                    "NOT_LISTENING 09:50:00-10:00:00",
                                    "LEFT 10:00:00-10:00:01"));
        }
    }
}
