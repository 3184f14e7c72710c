package io.obt.examples.demo;

import io.obt.examples.ollama.Fault;
import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedModel;
import io.obt.examples.ollama.SimulatedOllama;
import io.obt.sdk.AgentStatus;
import io.obt.server.ObtServer;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A simulated fleet with a life of its own: models come into memory and go, one name drifts, one Ollama stops answering
 * now and then. The agents and their protocol are real.
 */
public final class DemoFleet implements AutoCloseable {
    /** How often {@link #step()} is to be called. */
    public static final Duration RHYTHM = Duration.ofSeconds(3);

    private static final String DRIFTING = "llama3.2";
    private static final String DRIFTS_ON = "gpu-03";
    private static final String UNRELIABLE = "nas";
    // Of every ten steps, the unreliable one answers in seven.
    private static final int CYCLE = 10;
    private static final int ANSWERS = 7;
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

    private final List<SimulatedClient> clients;
    private final RandomGenerator random;
    private int steps;

    private DemoFleet(List<SimulatedClient> clients, RandomGenerator random) {
        this.clients = clients;
        this.random = random;
    }

    /** Starts every machine of the demo, reporting to a server in this process. */
    public static DemoFleet start(ObtServer server, RandomGenerator random) {
        List<SimulatedClient> clients = Machine.all().stream()
                .map(machine -> SimulatedClient.start(machine, server))
                .toList();
        DemoFleet fleet = new DemoFleet(clients, random);
        fleet.ollamaOf(DRIFTS_ON).install(SimulatedLibrary.model(DRIFTING).variant("older"));
        return fleet;
    }

    /** How many machines there are. */
    public int size() {
        return clients.size();
    }

    /** Whether the server takes the reports of all of them. */
    boolean isReporting() {
        return clients.stream().allMatch(client -> client.agent().status().phase() == AgentStatus.Phase.REPORTING);
    }

    /** The simulated Ollama of one machine, for tests that want a say. */
    public SimulatedOllama ollamaOf(String clientId) {
        return clients.stream()
                .filter(client -> client.machine().clientId().equals(clientId))
                .findFirst()
                .orElseThrow()
                .ollama();
    }

    /** Lets a little happen. */
    public void step() {
        steps++;
        ollamaOf(UNRELIABLE).answerWith(steps % CYCLE < ANSWERS ? Fault.NONE : Fault.REFUSE);
        SimulatedClient client = clients.get(random.nextInt(clients.size()));
        if (!client.machine().clientId().equals(UNRELIABLE)) {
            loadOrUnload(client.ollama());
        }
    }

    private void loadOrUnload(SimulatedOllama ollama) {
        List<SimulatedModel> loaded = ollama.loaded();
        if (!loaded.isEmpty() && random.nextBoolean()) {
            ollama.unload(loaded.get(0).name());
            return;
        }
        List<SimulatedModel> local = ollama.installed().stream()
                .filter(model -> !model.isCloudStub())
                .toList();
        ollama.load(local.get(random.nextInt(local.size())).name(), KEEP_ALIVE);
    }

    @Override
    public void close() {
        clients.parallelStream().forEach(SimulatedClient::close);
    }
}
