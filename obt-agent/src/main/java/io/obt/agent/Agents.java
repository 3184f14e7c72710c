package io.obt.agent;

import io.obt.agent.hardware.HardwareWatch;
import io.obt.client.Hardware;
import io.obt.sdk.AgentBuilder;
import io.obt.sdk.ObtAgent;
import io.obt.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Starts agents as they are set up: the SDK's, with what can be found out about this machine. */
public final class Agents {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Agents() {}

    /**
     * Starts the one agent of a process that runs its server, too; its look at the machine ends with the process.
     *
     * @param credential from that server, asked in the background
     */
    public static ObtAgent start(AgentSettings settings, Supplier<Optional<String>> credential) {
        HardwareWatch machine = HardwareWatch.start(System.getenv(), TimeSource.system());
        return described(settings, machine).credential(credential).start();
    }

    /**
     * Starts one and returns at once; whether server and Ollama are there is found out in the background.
     *
     * @param machine may be shared by several agents; whoever started it closes it, after them
     */
    public static ObtAgent start(AgentSettings settings, HardwareWatch machine) {
        AgentBuilder agent = described(settings, machine);
        return settings.joinToken() == null
                ? agent.credentialIn(settings.directory()).start()
                : agent.joinToken(settings.joinToken().text(), settings.directory())
                        .start();
    }

    private static AgentBuilder described(AgentSettings settings, HardwareWatch machine) {
        AgentBuilder agent = ObtAgent.builder(settings.serverUrl())
                .trust(settings.trust())
                .clientId(settings.clientId().value())
                .labels(settings.labels().values())
                .ollama(settings.ollamaUrl())
                .hardware(() -> hardware(machine))
                .usage(machine::usage)
                .allow(settings.allow().toArray(String[]::new));
        if (settings.wish() != null) {
            agent.heartbeatInterval(settings.wish());
        }
        return agent;
    }

    private static Hardware hardware(HardwareWatch machine) {
        try {
            machine.awaitFirstLook(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the agent is closing
        }
        return machine.hardware();
    }
}
