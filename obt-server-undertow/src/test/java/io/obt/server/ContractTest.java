package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/openapi.yaml} itself: served, shown, true to the golden messages, and not blind. */
final class ContractTest {
    private static final Path GOLDEN = Path.of("../obt-core/src/test/resources/protocol");

    @Test
    void contractIsServedAsItIsInTheRepository() throws IOException {
        try (TestServer server = TestServer.empty()) {
            Answer answer = server.call.get("/openapi.yaml");
            assertThat(answer.body()).isEqualTo(Files.readString(Path.of("../docs/openapi.yaml")));
            assertThat(server.call
                            .send(server.call.request("/openapi.yaml").header("If-None-Match", answer.header("ETag")))
                            .status())
                    .isEqualTo(304);
        }
    }

    @Test
    void pageShowsEveryCallAndSchemaAndRunsNothing() {
        try (TestServer server = TestServer.empty()) {
            Answer page = server.call.get("/docs");
            assertThat(page.header("Content-Security-Policy"))
                    .matches("default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none';.*")
                    .doesNotContain("unsafe");
            assertThat(page.body()).doesNotContain("<script", "src=", "href=\"http", "@import", "url(");
            JsonNode document = Contract.OPENAPI.document();
            document.path("paths")
                    .fieldNames()
                    .forEachRemaining(path -> assertThat(page.body()).contains("<code>" + path + "</code>"));
            document.at("/components/schemas")
                    .fieldNames()
                    .forEachRemaining(schema -> assertThat(page.body()).contains("id=\"" + schema + "\""));
            assertThat(page.body()).contains("Claims a client id.").contains("&quot;instanceId&quot;");
        }
    }

    @Test
    void examplesAreTheGoldenMessages() throws IOException {
        JsonNode examples = Contract.OPENAPI.document().at("/components/examples");
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(GOLDEN)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                names.add(name);
                assertThat(examples.path(name).path("value").toString())
                        .as(name)
                        .isEqualTo(new ObjectMapper().readTree(file.toFile()).toString());
            }
        }
        assertThat(examples.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void everyExampleIsValidByTheSchemaItStandsFor() {
        List<Map.Entry<String, JsonNode>> examples = Contract.OPENAPI.examples();
        assertThat(examples).hasSizeGreaterThan(20);
        examples.forEach(example -> Contract.OPENAPI.checkExample(
                example.getKey(), example.getValue().toString()));
    }

    @Test
    void whatTheContractDoesNotSayIsNoticed() {
        String fleet = Contract.OPENAPI
                .document()
                .at("/components/examples/fleet/value")
                .toString();
        check("GET", "/api/v1/fleet", answer(200, fleet));
        assertNoticed("GET", "/api/v1/fleet", answer(200, fleet.replace("\"total\":6", "\"total\":\"6\"")));
        assertNoticed("GET", "/api/v1/fleet", answer(200, fleet.replace("\"total\":6,", "")));
        assertNoticed("GET", "/api/v1/fleet", answer(200, fleet.replace("\"total\":6", "\"total\":6,\"new\":1")));
        assertNoticed("GET", "/api/v1/fleet", answer(201, fleet));
        assertNoticed("GET", "/api/v1/clients", answer(200, "{\"items\":[],\"total\":0,\"nextCursor\":null}"));
        assertNoticed("PUT", "/api/v1/fleet", answer(200, fleet));
        assertNoticed("GET", "/api/v1/unknown", answer(200, fleet));
        check("GET", "/api/v1/fleet?unknown=1", answer(200, fleet));
        assertNoticed("GET", "/api/v1/fleet?limit=1", answer(200, fleet));
        assertNoticed(
                "GET",
                "/api/v1/clients?limit=1&family=llama",
                tagged("{\"items\":[],\"total\":0,\"nextCursor\":null}"));
        check("GET", "/api/v1/clients?limit=1&sort=status", tagged("{\"items\":[],\"total\":0,\"nextCursor\":null}"));
    }

    private static void check(String method, String path, Answer answer) {
        Contract.OPENAPI.check(method, path, Optional.empty(), answer);
    }

    private static void assertNoticed(String method, String path, Answer answer) {
        assertThatThrownBy(() -> check(method, path, answer)).isInstanceOf(AssertionError.class);
    }

    private static Answer answer(int status, String body) {
        return answer(status, Map.of("Content-Type", List.of("application/json")), body);
    }

    private static Answer tagged(String body) {
        String etag = "W/\"" + "0".repeat(32) + "\"";
        return answer(200, Map.of("Content-Type", List.of("application/json"), "ETag", List.of(etag)), body);
    }

    private static Answer answer(int status, Map<String, List<String>> headers, String body) {
        return new Answer(status, HttpHeaders.of(headers, (name, value) -> true), body);
    }
}
