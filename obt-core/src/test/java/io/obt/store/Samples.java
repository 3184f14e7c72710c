package io.obt.store;

import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.client.Gpu;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.OllamaState;
import io.obt.client.Registration;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Clients, models and events for tests: from the one of whom nothing is known to the one of whom everything is. */
public final class Samples {
    /** A moment that needs all nine digits of its fraction. */
    public static final Instant AT = Instant.parse("2026-08-01T10:22:07.120394857Z");

    /** A client of whom nothing is known but that it registered. */
    public static final Client BARE = Client.joined(
            new ClientId("bare"),
            new Registration("r-bare", "i-bare", "0", null, AT, "127.0.0.1"),
            Labels.NONE,
            Hardware.UNKNOWN,
            Set.of());

    /** A client of whom everything is known that can be. */
    public static final Client DESK = new Client(
            new ClientId("desk"),
            new Registration(
                    "6f1d6a52-0c1c-4d5e-9b57-0f1ab6a1c001",
                    "instance-7",
                    "0.1.0",
                    Duration.ofMillis(2_500),
                    AT,
                    "[fd00::7]:50012"),
            Labels.of(Map.of("gpu", "a100", "kubernetes.io/arch", "arm64", "site", "lab.2")),
            new Hardware(
                    "desk.lan",
                    "Linux 6.1",
                    "aarch64",
                    "Neoverse-N1",
                    64,
                    137_438_953_472L,
                    2_000_398_934_016L,
                    List.of(
                            new Gpu("NVIDIA A100-SXM4-40GB", 42_949_672_960L, "550.54.15"),
                            new Gpu("Unified", null, null))),
            Set.of("pull", "copy", "delete"),
            new OllamaState(true, "0.32.15", "slow to answer"),
            new Inventory(
                    "f-1",
                    List.of(
                            new InstalledModel(llama(), AT),
                            new InstalledModel(cloudStub(), Instant.parse("0001-01-01T00:00:00Z")),
                            new InstalledModel(ModelDescriptor.of(ModelName.of("Mannix/Bare:Q4"), null, null), null))),
            List.of(
                    new LoadedModel(
                            ModelName.of("llama3.2"),
                            digest('a'),
                            3_461_349_376L,
                            0L,
                            8_192L,
                            Instant.parse("2318-11-10T12:00:00.5Z")),
                    new LoadedModel(ModelName.of("mannix/bare:q4"), null, null, null, null, null)),
            new Condition(ClientStatus.ONLINE, AT.plusSeconds(12), "Ollama answers", true),
            AT.plusSeconds(4_000));

    private Samples() {}

    /** A client of whom nothing is known, under that id. */
    public static Client bare(String id) {
        return Client.joined(new ClientId(id), BARE.registration(), Labels.NONE, Hardware.UNKNOWN, Set.of());
    }

    /** A client of whom everything is known, under that id. */
    public static Client desk(String id) {
        return new Client(
                new ClientId(id),
                DESK.registration(),
                DESK.labels(),
                DESK.hardware(),
                DESK.allow(),
                DESK.ollama(),
                DESK.inventory(),
                DESK.loaded(),
                DESK.condition(),
                DESK.lastSeen());
    }

    /** A model with everything that describes one. */
    public static ModelDescriptor llama() {
        return new ModelDescriptor(
                ModelName.of("llama3.2"),
                digest('a'),
                2_019_393_189L,
                "gguf",
                "llama",
                List.of("llama", "llava"),
                "3.2B",
                "Q4_K_M",
                131_072L,
                List.of("completion", "tools"),
                null);
    }

    /** A model that runs on somebody else's machine. */
    public static ModelDescriptor cloudStub() {
        return new ModelDescriptor(
                ModelName.of("gpt-oss:120b-cloud"),
                digest('c'),
                384L,
                "",
                "gptoss",
                List.of(),
                "116.8B",
                "MXFP4",
                null,
                List.of(),
                "https://ollama.com:443");
    }

    /** A model of which only name and digest are known. */
    public static InstalledModel model(String name, char digestOf) {
        return new InstalledModel(ModelDescriptor.of(ModelName.of(name), digest(digestOf), 1_000L), null);
    }

    /** As many models as that, each with another name. */
    public static List<InstalledModel> models(int count) {
        return IntStream.range(0, count).mapToObj(i -> model("model-" + i, 'b')).toList();
    }

    /** A digest of 64 times the same hex digit. */
    public static String digest(char hexDigit) {
        return String.valueOf(hexDigit).repeat(64);
    }

    /** An event about no client in particular, {@code id} seconds after {@link #AT}. */
    public static FleetEvent event(long id) {
        return new FleetEvent(id, EventType.SERVER_STARTED, AT.plusSeconds(id), null, null, null, "Event number " + id);
    }

    /** The same event as one of a group. */
    public static FleetEvent inGroup(String groupId, FleetEvent event) {
        return new FleetEvent(
                event.id(), event.type(), event.at(), event.clientId(), event.model(), groupId, event.detail());
    }

    /** An event about a client, {@code id} seconds after {@link #AT}. */
    public static FleetEvent event(long id, EventType type, String clientId) {
        return new FleetEvent(id, type, AT.plusSeconds(id), new ClientId(clientId), null, null, "Event number " + id);
    }
}
