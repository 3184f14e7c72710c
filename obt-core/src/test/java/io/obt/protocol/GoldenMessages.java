package io.obt.protocol;

import io.obt.access.Role;
import io.obt.catalog.CatalogModel;
import io.obt.catalog.Variant;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.client.Contact;
import io.obt.client.Gpu;
import io.obt.client.GpuUsage;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.Lease;
import io.obt.client.OllamaState;
import io.obt.client.Registration;
import io.obt.client.Usage;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.history.PastStatus;
import io.obt.history.Span;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import io.obt.overview.Attention;
import io.obt.overview.Facet;
import io.obt.overview.Facets;
import io.obt.overview.Matrix;
import io.obt.overview.MatrixCells;
import io.obt.overview.MatrixGroups;
import io.obt.registry.HeartbeatAnswer;
import io.obt.store.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The messages that the golden files show, made the way our own programs make them. */
final class GoldenMessages {
    private static final Instant AT = Instant.parse("2026-08-01T10:22:07Z");
    private static final Hardware HARDWARE = new Hardware(
            "desk.lan",
            "Linux 6.1.0-18-amd64",
            "amd64",
            "AMD Ryzen 9 7950X 16-Core Processor",
            32,
            67_108_864_000L,
            2_000_398_934_016L,
            List.of(new Gpu("NVIDIA GeForce RTX 4090", 25_757_220_864L, "550.54.15"), new Gpu("GB10", null, null)));
    private static final Usage USAGE = new Usage(
            12.5, 20_401_094_656L, 812_345_987_072L, List.of(new GpuUsage(87, 3_461_349_376L, 61), unknownGpu()));
    private static final Inventory INVENTORY = new Inventory(
            "9f86d081884c7d659a2feaa0c55ad015",
            List.of(
                    new InstalledModel(Samples.cloudStub(), Instant.parse("2026-07-30T06:00:00Z")),
                    new InstalledModel(Samples.llama(), Instant.parse("2026-08-01T08:22:07.120394857Z")),
                    new InstalledModel(ModelDescriptor.of(ModelName.of("mannix/x"), null, null), null)));
    private static final LoadedModel LOADED = new LoadedModel(
            ModelName.of("llama3.2"),
            Samples.digest('a'),
            3_461_349_376L,
            3_461_349_376L,
            8_192L,
            Instant.parse("2026-08-01T10:27:07.5Z"));

    private GoldenMessages() {}

    private static GpuUsage unknownGpu() {
        return new GpuUsage(null, null, null);
    }

    static RegistrationRequest registrationRequest() {
        return new RegistrationRequest(
                "0b5c1f6e-7f0e-4c53-9d0f-2a3f7c1d9e11",
                "0.1.0",
                10_000L,
                Map.of("site", "lab"),
                HARDWARE,
                List.of("pull", "copy", "load", "unload"));
    }

    static CredentialRequest credentialRequest() {
        return new CredentialRequest("obt_agent_" + "A".repeat(43));
    }

    static SessionRequest sessionRequest() {
        return new SessionRequest("obt_viewer_" + "B".repeat(43));
    }

    static SessionMessage session() {
        return new SessionMessage("anna", Role.OPERATOR, AT.plusSeconds(43_200), true);
    }

    static NewTokenRequest newTokenRequest() {
        return new NewTokenRequest("lab", Role.JOIN, 86_400_000L, 10);
    }

    static TokenMessage token() {
        return new TokenMessage("9f86d081884c", "lab", Role.JOIN, null, AT, AT.plusSeconds(86_400), 10, null);
    }

    static TokenMessage issuedToken() {
        return new TokenMessage(
                "9f86d081884c", "prometheus", Role.VIEWER, null, AT, null, null, "obt_viewer_" + "C".repeat(43));
    }

    static AuditMessage auditEntry() {
        return new AuditMessage("1785579727000-000000-k3f2", AT, "anna", "client.forget", "desk", "10.0.0.7", 204);
    }

    static RegistrationRequest leastRegistrationRequest() {
        return new RegistrationRequest("0b5c1f6e-7f0e-4c53-9d0f-2a3f7c1d9e11", "0.1.0", null, null, null, null);
    }

    static RegistrationResponse registrationResponse() {
        return RegistrationResponse.of(desk(), AT);
    }

    static HeartbeatRequest heartbeatRequest() {
        return new HeartbeatRequest(
                "6f1d6a52-0c1c-4d5e-9b57-0f1ab6a1c001",
                42L,
                OllamaState.available("0.32.15"),
                INVENTORY.fingerprint(),
                INVENTORY.models().stream().map(ModelMessage::of).toList(),
                List.of(LoadedMessage.of(LOADED)),
                USAGE);
    }

    static HeartbeatRequest leastHeartbeatRequest() {
        return new HeartbeatRequest(
                "6f1d6a52-0c1c-4d5e-9b57-0f1ab6a1c001",
                43L,
                OllamaState.unavailable("Ollama does not answer at http://localhost:11434 (connection refused)."
                        + " Is it running? Try: ollama serve"),
                null,
                null,
                null,
                null);
    }

    static HeartbeatResponse heartbeatResponse() {
        return HeartbeatResponse.of(new HeartbeatAnswer(ClientStatus.ONLINE, true, Duration.ofSeconds(10)));
    }

    static Problem problem() {
        return new Problem(
                "about:blank",
                "Bad Request",
                400,
                "The model of the model name '' is empty",
                List.of(new FieldError("/models/0/name", "The model of the model name '' is empty")));
    }

    static ClientMessage clientItem() {
        return ClientMessage.item(desk(), false, "-".repeat(30) + "OOOOOODDOOXXXXNOOO", 0);
    }

    static ClientMessage clientDetail() {
        return ClientMessage.detail(desk(), true, 0);
    }

    /** A client of whom nothing is known, out of contact for 42 s. */
    static ClientMessage leastClientItem() {
        Client client = Client.joined(
                new ClientId("laptop"),
                new Registration("r-1", "i-1", "0.1.0", null, AT, "10.0.0.8"),
                Labels.NONE,
                Hardware.UNKNOWN,
                Set.of());
        return ClientMessage.item(
                new ClientSnapshot(client, Contact.fresh(lease(), AT)),
                false,
                null,
                Duration.ofSeconds(42).toNanos());
    }

    static TimelineMessage timeline() {
        Instant registered = AT.minusSeconds(3_600);
        Instant online = registered.plusSeconds(10);
        Instant stopped = Instant.parse("2026-08-01T09:50:00Z");
        Instant started = stopped.plusSeconds(120);
        ClientId desk = new ClientId("desk");
        return TimelineMessage.of(
                desk,
                registered,
                AT,
                List.of(
                        new Span(PastStatus.UNKNOWN, registered, online, null),
                        new Span(PastStatus.ONLINE, online, stopped, "Ollama answers"),
                        new Span(PastStatus.NOT_LISTENING, stopped, started, "Server stopped"),
                        new Span(PastStatus.ONLINE, started, AT, "Ollama answers")),
                List.of(
                        new FleetEvent(
                                1,
                                EventType.CLIENT_REGISTERED,
                                registered,
                                desk,
                                null,
                                null,
                                "Agent 0.1.0 registered from 10.0.0.7"),
                        new FleetEvent(2, EventType.SERVER_STOPPED, stopped, null, null, null, "Server stopped"),
                        new FleetEvent(
                                3, EventType.SERVER_STARTED, started, null, null, null, "Server 0.1.0 started")));
    }

    private static ClientSnapshot desk() {
        Client client = new Client(
                new ClientId("desk"),
                new Registration(
                        "6f1d6a52-0c1c-4d5e-9b57-0f1ab6a1c001",
                        "0b5c1f6e-7f0e-4c53-9d0f-2a3f7c1d9e11",
                        "0.1.0",
                        Duration.ofSeconds(10),
                        AT.minusSeconds(3_600),
                        "10.0.0.7"),
                Labels.of(Map.of("gpu", "rtx4090", "site", "lab")),
                HARDWARE,
                Set.of("pull", "copy"),
                OllamaState.available("0.32.15"),
                INVENTORY,
                List.of(LOADED),
                new Condition(ClientStatus.ONLINE, AT.minusSeconds(3_590), "Ollama answers", true),
                AT.minusSeconds(120));
        return new ClientSnapshot(client, new Contact(lease(), AT, 42, false, 0, USAGE));
    }

    private static Lease lease() {
        return new Lease(0, Duration.ofSeconds(10), Duration.ofSeconds(60));
    }

    static CatalogMessage catalogItem() {
        ModelDescriptor older = ModelDescriptor.of(ModelName.of("llama3.2"), Samples.digest('b'), 2_019_393_000L);
        return CatalogMessage.of(new CatalogModel(
                ModelName.of("llama3.2"),
                3,
                2,
                1,
                List.of(
                        new Variant(Samples.llama(), 2, List.of(new ClientId("desk"), new ClientId("lab"))),
                        new Variant(older, 1, List.of(new ClientId("laptop"))))));
    }

    static EventMessage event() {
        return EventMessage.of(new FleetEvent(
                17,
                EventType.MODEL_INSTALLED,
                AT,
                new ClientId("desk"),
                ModelName.of("llama3.2"),
                null,
                "llama3.2:latest was installed"));
    }

    private static EventMessage outage() {
        return EventMessage.of(new FleetEvent(
                18,
                EventType.FLEET_CONTACT_LOST,
                AT,
                null,
                null,
                "outage-1785579727000",
                "Lost contact with 391 clients at once, probably the network; nobody is declared offline yet"));
    }

    static Page<EventMessage> page() {
        return new Page<>(List.of(event(), outage()), 40, "MTg");
    }

    static Page<EventMessage> lastPage() {
        return new Page<>(List.of(), 0, null);
    }

    static AttentionMessage attention() {
        return AttentionMessage.of(
                new Attention(List.of(
                        new Attention.Item(
                                Attention.Kind.DRIFT,
                                null,
                                ModelName.of("llama3.2"),
                                9,
                                null,
                                "3 different digests on 9 clients",
                                "Where it is older: ollama pull llama3.2:latest"),
                        new Attention.Item(
                                Attention.Kind.DEGRADED,
                                new ClientId("gpu-07"),
                                null,
                                null,
                                AT,
                                "Ollama does not answer at http://localhost:11434 (connection refused)",
                                "On that machine: systemctl status ollama, or ollama serve"),
                        new Attention.Item(
                                Attention.Kind.DISK,
                                new ClientId("gpu-03"),
                                null,
                                null,
                                null,
                                "the disk of its models is 96 % full",
                                "On that machine: ollama list, and ollama rm what nobody needs"))),
                10);
    }

    static MatrixMessage matrix() {
        ModelDescriptor older = ModelDescriptor.of(ModelName.of("llama3.2"), Samples.digest('b'), 2_019_393_000L);
        CatalogModel llama = new CatalogModel(
                ModelName.of("llama3.2"),
                4,
                2,
                1,
                List.of(
                        new Variant(Samples.llama(), 3, ids("desk", "lab", "laptop")),
                        new Variant(older, 1, ids("nas"))));
        MatrixCells cells = new MatrixCells(
                List.of(
                        new MatrixCells.Column(new ClientId("desk"), ClientStatus.ONLINE),
                        new MatrixCells.Column(new ClientId("lab"), ClientStatus.DEGRADED),
                        new MatrixCells.Column(new ClientId("laptop"), ClientStatus.OFFLINE),
                        new MatrixCells.Column(new ClientId("nas"), ClientStatus.ONLINE)),
                List.of("Lo?d", "o---", "--?c"));
        CatalogModel stub = new CatalogModel(
                Samples.cloudStub().name(),
                2,
                1,
                0,
                List.of(new Variant(Samples.cloudStub(), 2, ids("laptop", "nas"))));
        return MatrixMessage.of(new Matrix(List.of(llama, qwen(), stub), 4, cells, null), 3, null);
    }

    static MatrixMessage matrixOfGroups() {
        MatrixGroups groups = new MatrixGroups(
                "site",
                List.of(new MatrixGroups.Group("lab", 38), new MatrixGroups.Group(null, 4)),
                11,
                List.of(List.of(new MatrixGroups.Count(9, 2, 2, 1, 5), new MatrixGroups.Count(0, 0, 0, 0, 1))));
        CatalogModel gptOss = new CatalogModel(
                Samples.cloudStub().name(),
                16,
                10,
                2,
                List.of(
                        new Variant(gptOss('d'), 13, ids("desk")),
                        new Variant(gptOss('e'), 2, ids("lab")),
                        new Variant(Samples.cloudStub(), 1, ids("nas"))));
        return MatrixMessage.of(new Matrix(List.of(gptOss), 60, null, groups), 31, "Z3B0LW9zcw");
    }

    private static ModelDescriptor gptOss(char digest) {
        return ModelDescriptor.of(Samples.cloudStub().name(), Samples.digest(digest), 65_369_818_941L);
    }

    private static CatalogModel qwen() {
        ModelDescriptor descriptor = ModelDescriptor.of(ModelName.of("qwen3:8b"), Samples.digest('b'), 5_225_388_164L);
        return new CatalogModel(descriptor.name(), 1, 1, 0, List.of(new Variant(descriptor, 1, ids("desk"))));
    }

    private static List<ClientId> ids(String... ids) {
        return Arrays.stream(ids).map(ClientId::new).toList();
    }

    static FacetsMessage facets() {
        return FacetsMessage.of(new Facets(
                3,
                List.of(
                        new Facet("status", List.of(new Facet.Value("ONLINE", 3), new Facet.Value("OFFLINE", 1)), 0),
                        new Facet(
                                "label", List.of(new Facet.Value("site=lab", 2), new Facet.Value("gpu=rtx4090", 1)), 0),
                        new Facet("ollamaVersion", List.of(new Facet.Value("0.32.15", 3)), 0),
                        new Facet("gpu", List.of(), 0),
                        new Facet("model", List.of(new Facet.Value("llama3.2:latest", 3)), 11))));
    }

    static FleetMessage fleet() {
        return new FleetMessage(
                new FleetMessage.Clients(6, 2, 1, 1, 1, 1),
                new FleetMessage.Models(12, 40, 3, 1, 123_456_789_012L),
                new FleetMessage.Operations(0),
                new FleetMessage.Disk(2_000_398_934_016L, 812_345_987_072L),
                new FleetMessage.Store("embedded", false, "The disk is full", AT),
                new FleetMessage.ContactLost(AT, 391),
                server());
    }

    static FleetMessage leastFleet() {
        return new FleetMessage(
                new FleetMessage.Clients(0, 0, 0, 0, 0, 0),
                new FleetMessage.Models(0, 0, 0, 0, 0),
                new FleetMessage.Operations(0),
                null,
                new FleetMessage.Store("memory", true, null, null),
                null,
                server());
    }

    private static FleetMessage.Server server() {
        return new FleetMessage.Server("0.1.0", AT.minusSeconds(3_600), AT, false, false, 10_000, 60_000);
    }
}
