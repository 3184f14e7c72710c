package io.obt.examples.demo;

import io.obt.examples.ollama.SimulatedModel;
import io.obt.examples.ollama.SimulatedOllama;
import io.obt.sdk.ObtAgent;
import java.net.URI;
import java.util.List;

/** A simulated Ollama with a real agent beside it. */
record SimulatedClient(Machine machine, SimulatedOllama ollama, ObtAgent agent) implements AutoCloseable {
    static SimulatedClient start(Machine machine, URI serverUrl) {
        SimulatedOllama ollama = SimulatedOllama.builder()
                .models(machine.installedModels())
                .vramBytes(machine.vramBytes() * machine.gpus().size())
                .start();
        ObtAgent agent = ObtAgent.builder(serverUrl)
                .clientId(machine.clientId())
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
