package io.obt.examples.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which method and path asks for what, in one table. */
final class Routes {
    private final Map<String, Map<String, Function<String, Answer>>> table;

    Routes(Supplier<String> version, Listings listings, Generation generation, Changes changes) {
        Function<String, Answer> home = body -> Answer.text(200, "Ollama is running");
        Function<String, Answer> versions = body -> Answer.json(Json.object().put("version", version.get()));
        Function<String, Answer> tags = body -> listings.tags();
        table = Map.of(
                "/", Map.of("GET", home, "HEAD", home),
                "/api/version", Map.of("GET", versions, "HEAD", versions),
                "/api/tags", Map.of("GET", tags, "HEAD", tags),
                "/api/ps", Map.of("GET", body -> listings.ps()),
                "/api/generate", Map.of("POST", parsed(generation::generate)),
                "/api/embed", Map.of("POST", parsed(generation::embed)),
                "/api/pull", Map.of("POST", parsed(changes::pull)),
                "/api/copy", Map.of("POST", parsed(changes::copy)),
                "/api/delete", Map.of("DELETE", parsed(changes::delete)));
    }

    Answer answer(String method, String path, String body) {
        Map<String, Function<String, Answer>> methods = table.get(path);
        if (methods == null) {
            return Answer.text(404, "404 page not found");
        }
        Function<String, Answer> route = methods.get(method);
        if (route == null) {
            return Answer.text(405, "405 method not allowed");
        }
        try {
            return route.apply(body);
        } catch (Refusal e) {
            return e.answer();
        }
    }

    private static Function<String, Answer> parsed(Function<JsonNode, Answer> handler) {
        return body -> handler.apply(Bodies.parse(body));
    }
}
