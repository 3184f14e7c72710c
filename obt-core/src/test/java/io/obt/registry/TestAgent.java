package io.obt.registry;

import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.OllamaState;
import io.obt.client.Usage;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.model.ModelName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** One agent process as the server sees it: it registers, counts its heartbeats and says goodbye. */
public final class TestAgent {
    static final OllamaState WELL = OllamaState.available("0.32.15");
    static final OllamaState ILL = OllamaState.unavailable("Ollama does not answer (connection refused)");

    private final TestFleet fleet;
    private final ClientId id;
    private final String instanceId;
    private final String address;
    private String registrationId = "none";
    private long sequence;

    TestAgent(TestFleet fleet, ClientId id, String instanceId, String address) {
        this.fleet = fleet;
        this.id = id;
        this.instanceId = instanceId;
        this.address = address;
    }

    public ClientId id() {
        return id;
    }

    public String registrationId() {
        return registrationId;
    }

    public Claim claim() {
        return new Claim(instanceId, "0.1.0", null, null, null, Set.of("pull"), address);
    }

    public Claim claim(Labels labels, Hardware hardware) {
        return new Claim(instanceId, "0.1.0", null, labels, hardware, Set.of("pull"), address);
    }

    public TestAgent register() {
        register(claim());
        return this;
    }

    public ClientSnapshot register(Claim claim) {
        ClientSnapshot registered = fleet.fleet().registrar().register(id, claim);
        registrationId = registered.client().registration().id();
        sequence = 0;
        return registered;
    }

    /** Registers and reports that all is well. */
    public TestAgent online() {
        register();
        beat();
        return this;
    }

    /** All is well. */
    public HeartbeatAnswer beat() {
        return beat(WELL);
    }

    public HeartbeatAnswer beat(OllamaState ollama) {
        return send(report(ollama, null, null));
    }

    /** All is well, and these are the models. */
    public HeartbeatAnswer beatWith(InstalledModel... models) {
        return beatWith(Inventory.of(List.of(models)));
    }

    public HeartbeatAnswer beatWith(Inventory inventory) {
        return send(report(WELL, inventory, null));
    }

    /** All is well, and these models are in memory. */
    public HeartbeatAnswer beatLoaded(String... names) {
        List<LoadedModel> loaded = Arrays.stream(names)
                .map(name -> new LoadedModel(ModelName.of(name), null, null, null, null, null))
                .toList();
        return beatLoaded(loaded);
    }

    public HeartbeatAnswer beatLoaded(List<LoadedModel> loaded) {
        return send(report(WELL, null, loaded));
    }

    /** The next report of this agent, not sent yet. */
    public Report report(OllamaState ollama, Inventory inventory, List<LoadedModel> loaded) {
        String fingerprint = inventory == null ? null : inventory.fingerprint();
        return new Report(registrationId, sequence++, ollama, fingerprint, inventory, loaded, Usage.UNKNOWN);
    }

    public HeartbeatAnswer send(Report report) {
        return fleet.fleet().registry().heartbeat(id, report);
    }

    public void leave() {
        fleet.fleet().registrar().deregister(id, registrationId);
    }
}
