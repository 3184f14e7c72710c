package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /api/v1/models} and {@code /events}, page by page, while the fleet changes. */
final class ModelPagesTest {
    @ParameterizedTest
    @CsvSource({
        "clientCount, 1",
        "-clientCount, 2",
        "loadedCount, 3",
        "-loadedCount, 4",
        "sizeBytes, 5",
        "-sizeBytes, 6"
    })
    void modelThatKeepsItsPlaceIsGivenOnceInEveryOrderWhileTheFleetChanges(String sort, long seed) {
        try (TestServer server = TestServer.empty()) {
            Caller call = server.call;
            Random random = new Random(seed);
            List<String> all = IntStream.range(100, 160)
                    .mapToObj(i -> "{\"name\":\"m-" + i + "\",\"sizeBytes\":" + random.nextInt(5) + "}")
                    .toList();
            call.join("one", all.toArray(String[]::new));
            String changing = call.join("changing");

            Set<String> moved = new HashSet<>();
            List<String> given = new ArrayList<>();
            String cursor = "";
            for (int sequence = 2; !cursor.equals("&cursor=null"); sequence++) {
                JsonNode page = call.get("/api/v1/models?sort=" + sort + "&limit=" + (1 + random.nextInt(9)) + cursor)
                        .json();
                page.path("items").forEach(item -> given.add(item.path("name").asText()));
                cursor = "&cursor=" + page.path("nextCursor").asText();
                String next = "m-" + (100 + random.nextInt(60));
                moved.add(next + ":latest");
                call.beat(
                                "changing",
                                changing,
                                sequence,
                                Wire.inventory("f-" + sequence, next, "other-" + sequence) + ",\"loaded\":[{\"name\":\""
                                        + next + "\"}]")
                        .json();
            }
            List<String> steady = IntStream.range(100, 160)
                    .mapToObj(i -> "m-" + i + ":latest")
                    .filter(name -> !moved.contains(name))
                    .toList();
            assertThat(given.stream().filter(steady::contains).toList())
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(steady);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void modelThatStaysIsGivenOnceWhileOthersComeAndGo(long seed) {
        try (TestServer server = TestServer.empty()) {
            Caller call = server.call;
            Random random = new Random(seed);
            List<String> steady = IntStream.range(100, 140)
                    .mapToObj(i -> "m-" + i + ":latest")
                    .toList();
            call.join("steady", steady.toArray(String[]::new));
            String changing = call.join("changing");

            List<String> given = new ArrayList<>();
            List<Long> events = new ArrayList<>();
            String cursor = "";
            String eventsCursor = "";
            for (int sequence = 2; !cursor.equals("&cursor=null"); sequence++) {
                JsonNode page = call.get("/api/v1/models?limit=" + (1 + random.nextInt(6)) + cursor)
                        .json();
                page.path("items").forEach(item -> given.add(item.path("name").asText()));
                cursor = "&cursor=" + page.path("nextCursor").asText();
                JsonNode log = call.get("/api/v1/events?limit=2" + eventsCursor).json();
                log.path("items").forEach(item -> events.add(item.path("id").asLong()));
                eventsCursor = log.path("nextCursor").isNull()
                        ? "&after=" + events.get(events.size() - 1)
                        : "&cursor=" + log.path("nextCursor").asText();
                call.beat(
                                "changing",
                                changing,
                                sequence,
                                Wire.inventory("f-" + sequence, "m-" + random.nextInt(300) + "x", "other-" + sequence))
                        .json();
            }
            assertThat(given).as("seed %d", seed).doesNotHaveDuplicates().containsAll(steady);
            assertThat(events).doesNotHaveDuplicates().isSorted();
        }
    }
}
