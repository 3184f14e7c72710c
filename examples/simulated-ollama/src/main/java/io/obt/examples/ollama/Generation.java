package io.obt.examples.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loads, unloads, and answers every prompt with the same sentence. */
final class Generation {
    private static final List<String> WORDS = List.of("This", " answer", " is", " simulated", ".");

    private final Disk disk;
    private final Memory memory;
    private final Clock clock;

    Generation(Disk disk, Memory memory, Clock clock) {
        this.disk = disk;
        this.memory = memory;
        this.clock = clock;
    }

    Answer generate(JsonNode request) {
        String name = Bodies.model(request);
        SimulatedModel model = runnable(name);
        Duration keepAlive = keepAlive(request);
        boolean prompted = !request.path("prompt").asText().isEmpty();
        if (!prompted && Duration.ZERO.equals(keepAlive)) {
            memory.unload(model.name());
            return Answer.json(last(name, "unload"));
        }
        if (!model.can("completion")) {
            throw new Refusal(400, "\"" + name + "\" does not support generate");
        }
        memory.load(model, keepAlive);
        if (!prompted) {
            return Answer.json(last(name, "load"));
        }
        ObjectNode last = withMetrics(last(name, "stop"));
        if (!Bodies.streams(request)) {
            return Answer.json(last.put("response", String.join("", WORDS)));
        }
        List<ObjectNode> lines = new ArrayList<>();
        WORDS.forEach(word -> lines.add(start(name).put("response", word).put("done", false)));
        lines.add(last);
        return Answer.lines(lines, () -> {});
    }

    /** {@code POST /api/embed}, the one way to load an embedding model. Without input there is nothing to embed. */
    Answer embed(JsonNode request) {
        String name = Bodies.model(request);
        SimulatedModel model = runnable(name);
        if (!model.can("embedding")) {
            throw new Refusal(400, "\"" + name + "\" does not support embeddings");
        }
        memory.load(model, keepAlive(request));
        JsonNode input = request.path("input");
        ObjectNode answer = Json.object().put("model", name);
        var embeddings = answer.putArray("embeddings");
        int inputs = input.isArray() ? input.size() : input.asText().isEmpty() ? 0 : 1;
        for (int i = 0; i < inputs; i++) {
            // A vector of length 1, as Ollama normalises them.
            embeddings.addArray().add(1.0);
        }
        return Answer.json(answer);
    }

    private SimulatedModel runnable(String name) {
        SimulatedModel model = disk.find(name).orElseThrow(() -> Refusal.modelNotFound(name));
        if (model.isCloudStub()) {
            throw new Refusal(401, "unauthorized");
        }
        return model;
    }

    private static @Nullable Duration keepAlive(JsonNode request) {
        try {
            return KeepAlive.in(request);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode start(String name) {
        return Json.object()
                .put("model", name)
                .put("created_at", clock.instant().toString());
    }

    private ObjectNode last(String name, String reason) {
        return start(name).put("response", "").put("done", true).put("done_reason", reason);
    }

    private static ObjectNode withMetrics(ObjectNode last) {
        return last.put("total_duration", 143_500_417L)
                .put("load_duration", 54_154_875L)
                .put("prompt_eval_count", 26)
                .put("prompt_eval_duration", 30_079_000L)
                .put("eval_count", WORDS.size())
                .put("eval_duration", 50_000_000L);
    }
}
