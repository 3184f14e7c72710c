package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.obt.event.EventType;
import io.obt.store.Changes;
import io.obt.store.InMemoryFleetStore;
import io.obt.store.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /api/v1/events}: the log, oldest or newest first. */
final class EventListTest {
    private static TestServer server;
    private static Caller call;

    @BeforeAll
    static void start() {
        server = TestServer.empty();
        call = server.call;
        call.join("desk");
        String lab = call.join("lab", "llama3.2");
        call.beat("lab", lab, 2, Wire.inventory("f-2", "llama3.2", "qwen3:8b")).json();
        call.delete("/api/v1/clients/lab/registration?registrationId=" + lab);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void eventsComeOldestFirstWithRisingNumbers() {
        Answer list = call.get("/api/v1/events");
        assertThat(list.items("type"))
                .containsExactly(
                        "SERVER_STARTED",
                        "CLIENT_REGISTERED",
                        "CLIENT_ONLINE",
                        "CLIENT_REGISTERED",
                        "CLIENT_ONLINE",
                        "MODEL_INSTALLED",
                        "CLIENT_LEFT");
        assertThat(ids(list)).isSorted().doesNotHaveDuplicates();
        assertThat(list.json().path("total").asInt()).isEqualTo(7);
        assertThat(list.json().path("nextCursor").isNull()).isTrue();
    }

    @Test
    void eventSaysWhatHappenedToWhomAndWhen() {
        JsonNode event = call.get("/api/v1/events?type=MODEL_INSTALLED")
                .json()
                .path("items")
                .get(0);
        assertThat(event.path("id").isIntegralNumber()).isTrue();
        assertThat(event.path("type").asText()).isEqualTo("MODEL_INSTALLED");
        assertThat(event.path("at").asText()).isEqualTo("2026-08-01T10:00:00Z");
        assertThat(event.path("clientId").asText()).isEqualTo("lab");
        assertThat(event.path("model").asText()).isEqualTo("qwen3:8b");
        assertThat(event.path("detail").asText()).isEqualTo("qwen3:8b was installed");
        assertThat(event.has("groupId")).isFalse();
    }

    @Test
    void afterLeavesOutWhatIsKnown() {
        List<Long> all = ids(call.get("/api/v1/events"));
        assertThat(ids(call.get("/api/v1/events?after=" + all.get(2)))).isEqualTo(all.subList(3, 7));
        assertThat(ids(call.get("/api/v1/events?after=" + all.get(6)))).isEmpty();
        assertThat(ids(call.get("/api/v1/events?after=0"))).isEqualTo(all);
        assertThat(ids(call.get("/api/v1/events?after=999999999999999999"))).isEmpty();
    }

    @Test
    void filtersNarrowTheListAndItsTotal() {
        assertThat(call.get("/api/v1/events?clientId=lab").items("type"))
                .containsExactly("CLIENT_REGISTERED", "CLIENT_ONLINE", "MODEL_INSTALLED", "CLIENT_LEFT");
        assertThat(call.get("/api/v1/events?type=client_online").items("clientId"))
                .containsExactly("desk", "lab");
        Answer both = call.get("/api/v1/events?type=CLIENT_ONLINE&clientId=lab&limit=1");
        assertThat(both.items("clientId")).containsExactly("lab");
        assertThat(both.json().path("total").asInt()).isEqualTo(1);
        assertThat(call.get("/api/v1/events?clientId=nobody").items("id")).isEmpty();
        assertThat(call.get("/api/v1/events?groupId=none").items("id")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void pagesGiveEachEventOnce(int limit) {
        assertThat(pageByPage("limit=" + limit)).isEqualTo(ids(call.get("/api/v1/events")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void fromTheNewestOnPagesGiveEachEventOnceToo(int limit) {
        List<Long> newestFirst = new ArrayList<>(ids(call.get("/api/v1/events?sort=id")));
        Collections.reverse(newestFirst);
        assertThat(ids(call.get("/api/v1/events?sort=-id"))).isEqualTo(newestFirst);
        assertThat(pageByPage("sort=-id&limit=" + limit)).isEqualTo(newestFirst);
    }

    @Test
    void newestOfWhatIsFilteredComeFirstAndAreCounted() {
        Answer list = call.get("/api/v1/events?sort=-id&clientId=lab&limit=2");
        assertThat(list.items("type")).containsExactly("CLIENT_LEFT", "MODEL_INSTALLED");
        assertThat(list.json().path("total").asInt()).isEqualTo(4);
    }

    private static List<Long> pageByPage(String query) {
        List<Long> given = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = call.get("/api/v1/events?" + query + cursor);
            given.addAll(ids(page));
            assertThat(page.json().path("total").asInt()).isEqualTo(7);
            cursor = "&cursor=" + page.json().path("nextCursor").asText();
        } while (!cursor.equals("&cursor=null"));
        return given;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "after=-1",
                "after=x",
                "after=9999999999999999999",
                "type=CLIENT_EXPLODED",
                "clientId=%20",
                "cursor=!!!",
                "cursor=eA",
                "cursor=LTE",
                "sort=at",
                "sort=-id&cursor=eA",
                "sort=-id&after=1"
            })
    void parameterThatBreaksItsGrammarIsRefused(String query) {
        call.get("/api/v1/events?" + query).problem(400);
    }

    @Test
    void eventsOfOneGroupAreAskedForByItsId() {
        InMemoryFleetStore store = new InMemoryFleetStore();
        store.write(new Changes(
                List.of(),
                List.of(
                        Samples.event(1, EventType.CLIENT_OFFLINE, "desk"),
                        Samples.inGroup("net-1", Samples.event(2, EventType.CLIENT_OFFLINE, "lab")),
                        Samples.inGroup("net-1", Samples.event(3, EventType.CLIENT_OFFLINE, "attic")))));
        store.reserveEventIds(10);
        try (TestServer grouped = TestServer.on(store)) {
            Answer list = grouped.call.get("/api/v1/events?groupId=net-1");
            assertThat(list.items("clientId")).containsExactly("lab", "attic");
            assertThat(list.json().path("total").asInt()).isEqualTo(2);
        }
    }

    private static List<Long> ids(Answer list) {
        return list.items("id").stream().map(Long::valueOf).toList();
    }
}
