package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the server answered, and what every answer of its kind must be. */
record Answer(int status, HttpHeaders headers, String body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What came over a connection: head, empty line, body. */
    static Answer of(String text) {
        String[] parts = text.split("\r\n\r\n", 2);
        List<String> head = parts[0].lines().toList();
        Map<String, List<String>> headers = head.stream()
                .skip(1)
                .map(line -> line.split(": ", 2))
                .collect(Collectors.groupingBy(
                        field -> field[0], Collectors.mapping(field -> field[1], Collectors.toList())));
        return new Answer(
                Integer.parseInt(head.get(0).split(" ")[1]), HttpHeaders.of(headers, (name, value) -> true), parts[1]);
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The body of an answer that is not a problem. */
    JsonNode json() {
        assertThat(status).as(body).isEqualTo(200);
        assertThat(header("Content-Type")).isEqualTo("application/json");
        return parsed();
    }

    /** The body of a problem with {@code expected} status, which tells people what to do and nothing of our insides. */
    JsonNode problem(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = parsed();
        assertThat(problem.path("type").asText()).isEqualTo("about:blank");
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("status").asInt()).isEqualTo(expected);
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(body)
                .doesNotContain("Exception")
                .doesNotContain("io.obt")
                .doesNotContain("java.")
                .doesNotContain("jackson");
        return problem;
    }

    /** The text at each item's {@code field} in a list. */
    List<String> items(String field) {
        return StreamSupport.stream(json().path("items").spliterator(), false)
                .map(item -> item.path(field).asText())
                .toList();
    }

    /** The JSON pointers to what is wrong. */
    List<String> pointers() {
        List<String> pointers = new ArrayList<>();
        for (JsonNode error : parsed().path("errors")) {
            assertThat(error.path("detail").asText()).isNotBlank();
            pointers.add(error.path("pointer").asText());
        }
        return pointers;
    }

    private JsonNode parsed() {
        return parsed(body);
    }

    static JsonNode parsed(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("This is no JSON: " + body, e);
        }
    }
}
