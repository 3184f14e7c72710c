package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code docs/openapi.yaml}, and whether what the server answers is what it says. Thread-safe. */
public final class Contract {
    /** The one there is. */
    public static final Contract OPENAPI = new Contract(read(Path.of("../docs/openapi.yaml")));

    private static final String BASE = "https://obt.invalid/openapi.json";
    // What any call may be answered: no such method, not this server, our fault, ending.
    private static final List<Integer> ALWAYS = List.of(401, 403, 405, 421, 429, 500, 503);

    private final JsonNode document;
    private final SchemaRegistry requests;
    private final SchemaRegistry answers;

    private Contract(JsonNode document) {
        this.document = document;
        this.requests = registry(document);
        // Callers shall take unknown fields; this server shall not send any that nobody wrote down.
        JsonNode strict = document.deepCopy();
        strict.at("/components/schemas").fields().forEachRemaining(schema -> {
            if (!schema.getKey().endsWith("Fields")) {
                close(schema.getValue());
            }
        });
        this.answers = registry(strict);
    }

    private static JsonNode read(Path file) {
        try {
            Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            return new ObjectMapper().valueToTree(yaml);
        } catch (IOException e) {
            throw new AssertionError("The contract cannot be read", e);
        }
    }

    private static void close(JsonNode schema) {
        if (schema.has("properties") || schema.has("allOf")) {
            ((ObjectNode) schema).put("unevaluatedProperties", false);
        }
        schema.forEach(Contract::close);
    }

    private static SchemaRegistry registry(JsonNode document) {
        String json = document.toString();
        return SchemaRegistry.withDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(location -> location.startsWith(BASE) ? json : null));
    }

    public JsonNode document() {
        return document;
    }

    /**
     * Fails unless the contract knows the call, and has this answer for it. A parameter that is to be unknown says so: its
     * name begins with {@code unknown}.
     *
     * @param target path and query, as they were sent
     */
    void check(String method, String target, Optional<String> sent, Answer answer) {
        String path = target.split("\\?", 2)[0];
        if (path.startsWith("/dashboard/")) {
            return; // the dashboard's own files
        }
        String call = method + " " + path + " answered " + answer.status();
        Optional<JsonNode> item = pathItem(path);
        JsonNode operation = item.map(known -> known.path(method.equals("HEAD") ? "get" : method.toLowerCase()))
                .orElse(MissingNode.getInstance());
        JsonNode response;
        if (operation.isMissingNode()) {
            assertThat(answer.status())
                    .as("%s, and docs/openapi.yaml does not know it", call)
                    .isIn(item.isEmpty() ? 404 : 405, 401, 421, 429, 503);
            response = document.at("/components/responses/Problem");
        } else {
            JsonNode responses = operation.path("responses");
            JsonNode exactly = responses.path(String.valueOf(answer.status()));
            assertThat(!exactly.isMissingNode() || ALWAYS.contains(answer.status()))
                    .as("%s, which docs/openapi.yaml does not say: %s", call, answer.body())
                    .isTrue();
            response = resolved(exactly.isMissingNode() ? responses.path("default") : exactly);
        }
        checkHeaders(call, response, answer);
        checkBody(call, response.path("content"), method, answer);
        if (answer.status() < 400) {
            checkQuery(call, item.orElseThrow(), operation, target.substring(path.length()));
        }
        // What Python writes is not always JSON.
        if (answer.status() < 300 && !operation.path("operationId").asText().startsWith("legacy")) {
            sent.ifPresent(body -> checkValid(
                    "What was sent to " + call,
                    requests,
                    operation.at("/requestBody/content/application~1json/schema"),
                    body));
        }
    }

    private void checkQuery(String call, JsonNode item, JsonNode operation, String query) {
        Set<String> known = Stream.of(item, operation)
                .flatMap(of -> StreamSupport.stream(of.path("parameters").spliterator(), false))
                .map(this::resolved)
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .map(parameter -> parameter.path("name").asText())
                .collect(Collectors.toSet());
        assertThat(query.replaceFirst("^\\?", "").split("&"))
                .as("%s, its query %s", call, query)
                .extracting(part -> part.split("=", 2)[0])
                .allMatch(name -> name.isEmpty() || name.startsWith("unknown") || known.contains(name));
    }

    private Optional<JsonNode> pathItem(String path) {
        for (Iterator<Map.Entry<String, JsonNode>> items =
                        document.path("paths").fields();
                items.hasNext(); ) {
            Map.Entry<String, JsonNode> item = items.next();
            String pattern = Arrays.stream(item.getKey().split("(?=\\{)|(?<=})"))
                    .map(part -> part.equals("{name}") ? ".+" : part.startsWith("{") ? "[^/]*" : Pattern.quote(part))
                    .collect(Collectors.joining());
            // The first OBT's pages write it with a slash at its end.
            String named = path.equals("/api/v1/models/") ? "/api/v1/models" : path;
            if (named.replaceAll("(?i)%2F", "/").matches(pattern)) {
                return Optional.of(item.getValue());
            }
        }
        return Optional.empty();
    }

    private void checkHeaders(String call, JsonNode response, Answer answer) {
        response.path("headers").fields().forEachRemaining(header -> {
            JsonNode known = resolved(header.getValue());
            if (known.path("required").asBoolean()) {
                assertThat(answer.header(header.getKey()))
                        .as("%s, its header %s", call, header.getKey())
                        .matches(known.at("/schema/pattern").asText());
            }
        });
    }

    private void checkBody(String call, JsonNode content, String method, Answer answer) {
        if (content.isMissingNode()) {
            assertThat(answer.body()).as(call).isEmpty();
            return;
        }
        String type = answer.header("Content-Type").split(";", 2)[0];
        assertThat(content.has(type))
                .as("%s as %s, and docs/openapi.yaml says %s", call, type, content)
                .isTrue();
        JsonNode schema = content.path(type).path("schema");
        if (!method.equals("HEAD") && (type.equals("application/json") || type.endsWith("+json"))) {
            checkValid(call, answers, schema, answer.body());
        } else if (!method.equals("HEAD") && schema.has("const")) {
            assertThat(answer.body()).isEqualTo(schema.path("const").asText());
        }
    }

    private static void checkValid(String what, SchemaRegistry registry, JsonNode schema, String json) {
        String reference = schema.path("$ref").asText();
        assertThat(reference).as("%s: its schema has a name", what).startsWith("#/components/schemas/");
        assertThat(registry.getSchema(SchemaLocation.of(BASE + reference)).validate(json, InputFormat.JSON))
                .as("%s: %s", what, json.length() > 2_000 ? json.substring(0, 2_000) : json)
                .isEmpty();
    }

    /** Fails unless {@code json} is valid by the schema of that name. */
    public void checkExample(String name, String json) {
        checkValid(name, answers, new ObjectMapper().createObjectNode().put("$ref", name), json);
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** Every place in the document where an example is shown for a schema: the schema's reference, and the example. */
    List<Map.Entry<String, JsonNode>> examples() {
        return document.findParents("schema").stream()
                .filter(content -> content.path("schema").has("$ref"))
                .flatMap(content -> {
                    String schema = content.path("schema").path("$ref").asText();
                    List<JsonNode> shown = StreamSupport.stream(
                                    content.path("examples").spliterator(), false)
                            .map(example -> resolved(example).path("value"))
                            .collect(Collectors.toList());
                    if (content.path("example").isObject()) {
                        shown.add(content.path("example"));
                    }
                    return shown.stream().map(example -> Map.entry(schema, example));
                })
                .toList();
    }
}
