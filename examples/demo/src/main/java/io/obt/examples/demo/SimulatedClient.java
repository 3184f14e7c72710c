package io.obt.examples.demo;

import io.obt.client.ClientId;
import io.obt.examples.ollama.SimulatedModel;
import io.obt.examples.ollama.SimulatedOllama;
import io.obt.sdk.ObtAgent;
import io.obt.server.ObtServer;
import java.util.List;

/** A simulated Ollama with a real agent beside it. */
record SimulatedClient(Machine machine, SimulatedOllama ollama, ObtAgent agent) implements AutoCloseable {
    static SimulatedClient start(Machine machine, ObtServer server) {
        SimulatedOllama ollama = SimulatedOllama.builder()
                .models(machine.installedModels())
                .vramBytes(machine.vramBytes() * machine.gpus().size())
                .start();
        ObtAgent agent = ObtAgent.builder(server.url())
                .clientId(machine.clientId())
                .credential(() -> server.admit(new ClientId(machine.clientId())))
                .labels(machine.labels())
                .ollama(ollama.url())
                .hardware(machine::hardware)
                .usage(() -> machine.usage(bytesOf(ollama.loaded())))
                .start();
        return new SimulatedClient(machine, ollama, agent);
    }

    private static long bytesOf(List<SimulatedModel> models) {
        return models.stream().mapToLong(SimulatedModel::sizeBytes).sum();
    }

    /** Goodbye first, while there is an Ollama to speak for. */
    @Override
    public void close() {
        agent.close();
        ollama.close();
    }
}
