package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /api/v1/facets}: what a list of clients can be narrowed by, each count the total of the list it leads to. */
final class FacetsTest {
    private static TestServer server;
    private static Caller call;

    @BeforeAll
    static void start() {
        server = TestServer.empty();
        call = server.call;
        join("a", "site=lab gpu=a100", "A100", "llama3.2", "phi");
        join("b", "site=lab", "B 200", "llama3.2");
        join("c", "site=home", "A100", "llama3.2", "qwen3:8b");
        call.delete("/api/v1/clients/c/registration?registrationId="
                + call.get("/api/v1/clients/c").json().path("registrationId").asText());
        call.register("d");
    }

    private static void join(String id, String labels, String gpu, String... models) {
        String pairs = labels.replaceAll("(\\S+)=(\\S+)", "\"$1\":\"$2\"").replace(' ', ',');
        String registration = call.register(
                        id,
                        "i-" + id,
                        ",\"labels\":{" + pairs + "},\"hardware\":{\"gpus\":[{\"name\":\"" + gpu + "\"}]}")
                .json()
                .path("registrationId")
                .asText();
        call.beat(id, registration, 1, Wire.inventory("f", models)).json();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String counted(JsonNode facets, String name) {
        for (JsonNode facet : facets.path("facets")) {
            if (facet.path("name").asText().equals(name)) {
                return StreamSupport.stream(facet.path("values").spliterator(), false)
                        .map(value -> value.path("value").asText() + "*"
                                + value.path("count").asInt())
                        .collect(Collectors.joining(" "));
            }
        }
        throw new AssertionError("There is no facet " + name);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4, DEGRADED*1 LEFT*1, site=lab*2 gpu=a100*1 site=home*1",
        "status=left, 1, DEGRADED*1 LEFT*1, site=home*1",
        "status=left&status=stale, 1, DEGRADED*1 LEFT*1, site=home*1",
        "label=site=lab, 2, ONLINE*2, site=lab*2 gpu=a100*1",
        "gpu=A100, 2, LEFT*1, gpu=a100*1 site=home*1 site=lab*1",
        "gpu=A100&status=online, 1, LEFT*1, gpu=a100*1 site=lab*1",
        "gpu=a100, 0, '', ''",
        "ollamaVersion=0.32.15, 3, LEFT*1, site=lab*2 gpu=a100*1 site=home*1",
        "ollamaVersion=0.32, 0, '', ''",
        "model=QWEN3:8b, 1, LEFT*1, site=home*1",
        "q=HOME, 1, LEFT*1, site=home*1"
    })
    void filtersOfTheListApplyButNotTheStatusToTheStatuses(String filter, int total, String statuses, String labels) {
        JsonNode facets = call.get("/api/v1/facets?" + filter).json();
        assertThat(facets.path("total").asInt()).isEqualTo(total);
        assertThat(counted(facets, "status")).contains(statuses.split(" "));
        assertThat(counted(facets, "label")).isEqualTo(labels);
    }

    @Test
    void everyCountIsTheTotalOfTheListItLeadsTo() {
        for (String filter : new String[] {"", "&label=site=lab", "&gpu=A100", "&status=online"}) {
            JsonNode facets = call.get("/api/v1/facets?" + filter).json();
            assertTotal(filter, facets.path("total").asInt());
            for (JsonNode facet : facets.path("facets")) {
                String name = facet.path("name").asText();
                String others = name.equals("status") ? filter.replaceFirst("&status=\\w+", "") : filter;
                if (others.contains("&" + name + "=") && !name.equals("label")) {
                    continue; // a list takes one of these
                }
                for (JsonNode value : facet.path("values")) {
                    String chosen =
                            "&" + name + "=" + value.path("value").asText().replace(" ", "%20");
                    assertTotal(others + chosen, value.path("count").asInt());
                }
            }
        }
    }

    private static void assertTotal(String filter, int count) {
        assertThat(call.get("/api/v1/clients?" + filter).json().path("total").asInt())
                .as(filter)
                .isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=fine",
                "label=a%20b",
                "model=..%2F..",
                "q=a&q=b",
                "gpu=a&gpu=b",
                "ollamaVersion=1&ollamaVersion=2"
            })
    void parameterThatBreaksItsGrammarIsRefused(String query) {
        call.get("/api/v1/facets?" + query).problem(400);
    }
}
