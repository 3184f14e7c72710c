package io.obt.examples.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What changes the disk: pull, copy and delete. */
final class Changes {
    private static final List<Long> SMALL_LAYERS = List.of(1_429L, 487L);
    private static final int STEPS = 4;

    private final Disk disk;
    private final Map<String, SimulatedModel> upstream = new ConcurrentHashMap<>();

    Changes(Disk disk, List<SimulatedModel> upstream) {
        this.disk = disk;
        upstream.forEach(this::publish);
    }

    /** From now on a pull of that name brings this model. */
    void publish(SimulatedModel model) {
        upstream.put(Names.key(model.name()), model);
    }

    Answer pull(JsonNode request) {
        String name = Bodies.model(request);
        String display = Names.display(name).orElseThrow(() -> new Refusal(400, "invalid model name"));
        SimulatedModel model = upstream.get(Names.key(display));
        boolean streams = Bodies.streams(request);
        if (model == null) {
            String message = "pull model manifest: file does not exist";
            if (!streams) {
                throw new Refusal(500, message);
            }
            return Answer.lines(
                    List.of(status("pulling manifest"), Json.object().put("error", message)), () -> {});
        }
        if (!streams) {
            disk.install(model);
            return Answer.json(status("success"));
        }
        return Answer.lines(progress(model), () -> disk.install(model));
    }

    Answer copy(JsonNode request) {
        String source = request.path("source").asText();
        String destination = request.path("destination").asText();
        String display = named("destination", destination);
        named("source", source);
        SimulatedModel model =
                disk.find(source).orElseThrow(() -> new Refusal(404, "model \"" + source + "\" not found"));
        disk.install(model.copiedAs(display));
        return Answer.empty(200);
    }

    /** A loaded copy stays in memory, as it does in Ollama. */
    Answer delete(JsonNode request) {
        String name = Bodies.model(request);
        if (Names.display(name).isEmpty()) {
            throw new Refusal(400, "name \"" + name + "\" is invalid");
        }
        if (!disk.remove(name)) {
            throw Refusal.modelNotFound(name);
        }
        return Answer.empty(200);
    }

    private List<ObjectNode> progress(SimulatedModel model) {
        boolean present = disk.find(model.name())
                .filter(installed -> installed.digest().equals(model.digest()))
                .isPresent();
        List<ObjectNode> lines = new ArrayList<>();
        lines.add(status("pulling manifest"));
        List<String> digests = model.layerDigests();
        List<Long> sizes = layerSizes(model);
        for (int i = 0; i < sizes.size(); i++) {
            // The first layer holds the weights and takes its time; the others come in one piece.
            for (int step = present || i > 0 ? STEPS : 0; step <= STEPS; step++) {
                lines.add(layer(digests.get(i), sizes.get(i), sizes.get(i) * step / STEPS));
            }
        }
        lines.add(status("verifying sha256 digest"));
        lines.add(status("writing manifest"));
        lines.add(status("success"));
        return lines;
    }

    private static List<Long> layerSizes(SimulatedModel model) {
        long rest = model.sizeBytes()
                - SMALL_LAYERS.stream().mapToLong(size -> size).sum();
        if (rest <= 0) {
            return List.of(model.sizeBytes());
        }
        List<Long> sizes = new ArrayList<>(List.of(rest));
        sizes.addAll(SMALL_LAYERS);
        return sizes;
    }

    private static ObjectNode layer(String digest, long total, long completed) {
        ObjectNode line = status("pulling " + digest.substring(0, 12))
                .put("digest", "sha256:" + digest)
                .put("total", total);
        // Go leaves out what is 0.
        return completed == 0 ? line : line.put("completed", completed);
    }

    private static ObjectNode status(String status) {
        return Json.object().put("status", status);
    }

    private static String named(String what, String name) {
        return Names.display(name).orElseThrow(() -> new Refusal(400, what + " \"" + name + "\" is invalid"));
    }
}
