package io.obt.examples.ollama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;

/** What is on the disk ({@code /api/tags}) and what is in memory ({@code /api/ps}). */
final class Listings {
    private static final int HUGE_INVENTORY = 3_000;

    private final Disk disk;
    private final Memory memory;

    Listings(Disk disk, Memory memory) {
        this.disk = disk;
        this.memory = memory;
    }

    Answer tags() {
        return tags(disk.newestFirst());
    }

    /** More models than anybody has. */
    static Answer hugeTags(ZonedDateTime now) {
        return tags(IntStream.range(0, HUGE_INVENTORY)
                .mapToObj(i -> new Disk.Installed(
                        SimulatedModel.named("library-%04d:latest".formatted(i)), now.minus(Duration.ofMinutes(i))))
                .toList());
    }

    Answer ps() {
        ObjectNode answer = Json.object();
        ArrayNode models = answer.putArray("models");
        for (Memory.Loaded loaded : memory.latestExpiryFirst()) {
            ObjectNode entry = models.addObject();
            entry.put("name", loaded.model().name());
            entry.put("model", loaded.model().name());
            entry.put("size", loaded.memoryBytes());
            entry.put("digest", loaded.model().digest());
            entry.set("details", details(loaded.model()));
            entry.put("expires_at", time(loaded.expiresAt()));
            entry.put("size_vram", loaded.vramBytes());
            entry.put("context_length", loaded.contextLength());
        }
        return Answer.json(answer);
    }

    private static Answer tags(List<Disk.Installed> installed) {
        ObjectNode answer = Json.object();
        ArrayNode models = answer.putArray("models");
        installed.forEach(one -> write(one, models.addObject()));
        return Answer.json(answer);
    }

    private static void write(Disk.Installed installed, ObjectNode entry) {
        SimulatedModel model = installed.model();
        entry.put("name", model.name());
        entry.put("model", model.name());
        if (model.isCloudStub()) {
            entry.put("remote_model", model.remoteModel());
            entry.put("remote_host", "https://ollama.com:443");
        }
        entry.put("modified_at", time(installed.modifiedAt()));
        entry.put("size", model.sizeBytes());
        entry.put("digest", model.digest());
        ObjectNode details = details(model);
        details.put("context_length", model.contextLength());
        details.put("embedding_length", model.embeddingLength());
        entry.set("details", details);
        if (!model.capabilities().isEmpty()) {
            model.capabilities().forEach(entry.putArray("capabilities")::add);
        }
    }

    private static ObjectNode details(SimulatedModel model) {
        ObjectNode details = Json.object();
        details.put("parent_model", "");
        details.put("format", model.isCloudStub() ? "" : "gguf");
        details.put("family", model.family());
        if (model.family().isEmpty()) {
            details.putNull("families");
        } else {
            details.putArray("families").add(model.family());
        }
        details.put("parameter_size", model.parameterSize());
        details.put("quantization_level", model.quantization());
        return details;
    }

    /** In the server's own zone with up to 9 digits, as Go writes it: {@code 2026-08-01T10:22:07.120394857+02:00}. */
    private static String time(ZonedDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }
}
