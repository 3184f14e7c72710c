package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.obt.client.Client;
import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.store.Changes;
import io.obt.store.InMemoryFleetStore;
import io.obt.store.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /api/v1/clients}: filters, order, pages; and one of them. */
final class ClientListTest {
    private final InMemoryFleetStore store = new InMemoryFleetStore();
    private TestServer server = TestServer.empty();
    private Caller call = server.call;

    @AfterEach
    void stop() {
        server.close();
    }

    /** A fleet with one client of each status, as it is found after a start. */
    private void startWithEachStatus() {
        server.close();
        store.write(new Changes(
                List.of(
                        client("a-left", ClientStatus.LEFT, "2026-08-01T09:00:00.5Z"),
                        client("b-online", ClientStatus.ONLINE, "2026-08-01T09:00:00Z"),
                        client("c-degraded", ClientStatus.DEGRADED, "2026-08-01T09:00:00.120Z"),
                        client("d-offline", ClientStatus.OFFLINE, "2026-08-01T08:59:59.999999999Z"),
                        client("e-degraded", ClientStatus.DEGRADED, "2026-08-01T09:00:00.120394Z"),
                        client("F-online", ClientStatus.ONLINE, "2026-08-01T09:00:01Z")),
                List.of()));
        server = TestServer.on(store);
        call = server.call;
    }

    private static Client client(String id, ClientStatus status, String lastSeen) {
        Instant seen = Instant.parse(lastSeen);
        return Samples.desk(id).in(new Condition(status, seen, "as it was", true), seen);
    }

    @Test
    void emptyFleetIsAnEmptyList() {
        assertThat(call.get("/api/v1/clients").body()).isEqualTo("{\"items\":[],\"total\":0,\"nextCursor\":null}");
    }

    @Test
    void itemShowsTheClientWithoutWhatOnlyItsOwnPageShows() {
        call.join("desk", "llama3.2");
        JsonNode item = call.get("/api/v1/clients").json().path("items").get(0);

        assertThat(item.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "clientId",
                        "status",
                        "statusSince",
                        "statusReason",
                        "lastSeen",
                        "agentVersion",
                        "labels",
                        "ollama",
                        "modelCount",
                        "loadedCount",
                        "modelsBytes",
                        "address");
        assertThat(call.get("/api/v1/clients/desk").json().fieldNames())
                .toIterable()
                .contains("models", "loaded", "registrationId", "registeredAt");
    }

    @ParameterizedTest
    @CsvSource({
        "'', d-offline c-degraded e-degraded F-online b-online a-left",
        "sort=status, d-offline c-degraded e-degraded F-online b-online a-left",
        "sort=-status, a-left b-online F-online e-degraded c-degraded d-offline",
        "sort=clientId, F-online a-left b-online c-degraded d-offline e-degraded",
        "sort=-clientId, e-degraded d-offline c-degraded b-online a-left F-online",
        "sort=lastSeen, d-offline b-online c-degraded e-degraded a-left F-online",
        "sort=-lastSeen, F-online a-left e-degraded c-degraded b-online d-offline"
    })
    void orderIsProblemsFirstOrWhatIsAskedForAlsoPageByPage(String sort, String expected) {
        startWithEachStatus();
        List<String> ids = List.of(expected.split(" "));
        assertThat(call.get("/api/v1/clients?" + sort).items("clientId")).isEqualTo(ids);
        assertThat(pages(sort, 1)).isEqualTo(ids);
        assertThat(pages(sort, 4)).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource({
        "status=online, F-online b-online",
        "status=OnLine, F-online b-online",
        "status=OFFLINE, d-offline",
        "status=left&status=Online, F-online b-online a-left",
        "status=left&status=, a-left",
        "status=left, a-left",
        "status=stale, ''",
        "q=ONLINE, F-online b-online",
        "q=f-, F-online",
        "q=no-such, ''",
        "label=gpu, d-offline c-degraded e-degraded F-online b-online a-left",
        "label=nothing, ''",
        "label=gpu=a100&label=site=lab.2&status=offline, d-offline",
        "label=gpu=h100, ''",
        "label=gpu=a100&label=site=else, ''",
        "q=LAB.2&status=left, a-left",
        "q=Desk.LAN&status=left, a-left",
        "model=LLAMA3.2&status=offline, d-offline",
        "model=llama3.2:1b, ''",
        "model=mannix%2Fbare:q4&status=offline, d-offline",
        "model=mannix/bare:q4&status=offline, d-offline"
    })
    void filtersNarrowTheListAndItsTotal(String filter, String expected) {
        startWithEachStatus();
        List<String> ids = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
        Answer list = call.get("/api/v1/clients?" + filter);
        assertThat(list.items("clientId")).isEqualTo(ids);
        assertThat(list.json().path("total").asInt()).isEqualTo(ids.size());
    }

    @Test
    void silentClientIsFoundAsStale() {
        call.join("desk");
        server.time.advance(Duration.ofSeconds(31));
        assertThat(call.get("/api/v1/clients?status=stale").items("clientId")).containsExactly("desk");
        assertThat(call.get("/api/v1/clients?status=online").items("clientId")).isEmpty();
    }

    @Test
    void hundredAreGivenUnlessAskedOtherwise() {
        IntStream.range(0, 101).forEach(i -> call.register("c-" + i));
        JsonNode list = call.get("/api/v1/clients").json();
        assertThat(list.path("items")).hasSize(100);
        assertThat(list.path("total").asInt()).isEqualTo(101);
        assertThat(list.path("nextCursor").asText()).matches("[A-Za-z0-9_-]+");
        assertThat(call.get("/api/v1/clients?limit=1000").json().path("items")).hasSize(101);
        assertThat(call.get("/api/v1/clients?limit=101")
                        .json()
                        .path("nextCursor")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachClientIsGivenOnceWhileOthersComeAndGo(long seed) {
        Random random = new Random(seed);
        List<String> steady =
                IntStream.range(0, 40).mapToObj(i -> "steady-" + i).sorted().toList();
        steady.forEach(call::join);
        List<String> guests = new ArrayList<>();

        List<String> given = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = call.get("/api/v1/clients?sort=clientId&limit=" + (1 + random.nextInt(6)) + cursor)
                    .json();
            page.path("items").forEach(item -> given.add(item.path("clientId").asText()));
            cursor = "&cursor=" + page.path("nextCursor").asText();
            String guest = Stream.of("a", "steady-1", "steady-3", "z").toList().get(random.nextInt(4))
                    + random.nextInt(10_000);
            guests.add(guest);
            call.delete("/api/v1/clients/" + guest + "/registration?registrationId=" + call.register(guest));
        } while (!cursor.equals("&cursor=null"));

        assertThat(given).as("seed %d", seed).doesNotHaveDuplicates().isSorted();
        assertThat(given).filteredOn(id -> !guests.contains(id)).isEqualTo(steady);
    }

    @ParameterizedTest
    @CsvSource({"status, 1", "-status, 2", "lastSeen, 3", "-lastSeen, 4", "clientId, 5"})
    void whoKeepsItsPlaceIsGivenOnceInEveryOrderWhileTheFleetChanges(String sort, long seed) {
        Random random = new Random(seed);
        List<String> ids =
                IntStream.range(0, 60).mapToObj(i -> "c-" + (100 + i)).toList();
        Map<String, String> registrations = new HashMap<>();
        for (String id : ids) {
            server.time.advance(Duration.ofMillis(1));
            registrations.put(id, call.join(id));
        }
        Set<String> moved = new HashSet<>();
        List<String> given = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = call.get("/api/v1/clients?sort=" + sort + "&limit=" + (1 + random.nextInt(9)) + cursor)
                    .json();
            page.path("items").forEach(item -> given.add(item.path("clientId").asText()));
            cursor = "&cursor=" + page.path("nextCursor").asText();
            server.time.advance(Duration.ofMillis(1));
            String id = ids.get(random.nextInt(ids.size()));
            moved.add(id);
            call.delete("/api/v1/clients/" + id + "/registration?registrationId=" + registrations.get(id));
            switch (random.nextInt(3)) {
                case 0 -> call.delete("/api/v1/clients/" + id);
                case 1 -> registrations.put(id, call.join(id));
                default -> call.join("new-" + random.nextInt(1_000));
            }
        } while (!cursor.equals("&cursor=null"));

        assertThat(given)
                .as("seed %d", seed)
                .containsAll(ids.stream().filter(id -> !moved.contains(id)).toList());
        assertThat(given.stream().filter(id -> !moved.contains(id)).toList())
                .as("seed %d", seed)
                .doesNotHaveDuplicates();
    }

    @Test
    void goneOnWhoseStatusChangedDoNotDisturbThoseWhoseDidNot() {
        List<String> online = IntStream.range(10, 30).mapToObj(i -> "c-" + i).toList();
        online.forEach(call::join);
        JsonNode first = call.get("/api/v1/clients?limit=10").json();
        String registration =
                call.get("/api/v1/clients/c-15").json().path("registrationId").asText();
        call.delete("/api/v1/clients/c-15/registration?registrationId=" + registration);

        List<String> given = new ArrayList<>();
        first.path("items").forEach(item -> given.add(item.path("clientId").asText()));
        given.addAll(
                call.get("/api/v1/clients?cursor=" + first.path("nextCursor").asText())
                        .items("clientId"));
        assertThat(given)
                .filteredOn(id -> !id.equals("c-15"))
                .doesNotHaveDuplicates()
                .hasSize(19);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=-1",
                "limit=ten",
                "limit=1.5",
                "limit=99999999999999999999",
                "limit=1&limit=2",
                "cursor=!!!",
                "cursor=AAAA",
                "cursor=not-ours",
                "cursor=b25lCnR3bw",
                "sort=name",
                "sort=-",
                "sort=--clientId",
                "sort=clientid",
                "status=fine",
                "status=online&status=fine",
                "label=a%20b",
                "label=a=b%20c",
                "label==b",
                "cursor=c3RhdHVzCngKZGVzaw",
                "model=..%2F..%2Fetc",
                "model=a%00b"
            })
    void parameterThatBreaksItsGrammarIsNamed(String query) {
        assertThat(call.get("/api/v1/clients?" + query)
                        .problem(400)
                        .path("detail")
                        .asText())
                .contains(
                        query.startsWith("model")
                                ? "model name"
                                : query.startsWith("label") ? "A label" : "'" + query.split("[=&]", 2)[0] + "'");
    }

    @Test
    void cursorOfAnotherOrderIsRefused() {
        call.join("a");
        call.join("b");
        String cursor = call.get("/api/v1/clients?limit=1&sort=clientId")
                .json()
                .path("nextCursor")
                .asText();
        call.get("/api/v1/clients?sort=status&cursor=" + cursor).problem(400);
    }

    // ---- one client

    @Test
    void clientNobodyKnowsIsNotFound() {
        assertThat(call.get("/api/v1/clients/nobody")
                        .problem(404)
                        .path("detail")
                        .asText())
                .contains("'nobody'");
    }

    @Test
    void clientsDifferingInCaseAreTwo() {
        call.join("desk");
        call.get("/api/v1/clients/Desk").problem(404);
    }

    private List<String> pages(String query, int limit) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = call.get("/api/v1/clients?limit=" + limit + "&" + query + cursor);
            ids.addAll(page.items("clientId"));
            assertThat(page.json().path("total").asInt()).isEqualTo(6);
            cursor = "&cursor=" + page.json().path("nextCursor").asText();
        } while (!cursor.equals("&cursor=null"));
        return ids;
    }
}
