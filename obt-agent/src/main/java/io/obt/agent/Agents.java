package io.obt.agent;

import io.obt.sdk.AgentBuilder;
import io.obt.sdk.ObtAgent;

/** Starts agents as they are set up: the SDK's, with what can be found out about this machine. */
public final class Agents {
    private Agents() {}

    /** Starts one and returns at once; whether server and Ollama are there is found out in the background. */
    public static ObtAgent start(AgentSettings settings) {
        AgentBuilder agent = ObtAgent.builder(settings.serverUrl())
                .clientId(settings.clientId().value())
                .labels(settings.labels().values())
                .ollama(settings.ollamaUrl())
                .allow(settings.allow().toArray(String[]::new));
        if (settings.wish() != null) {
            agent.heartbeatInterval(settings.wish());
        }
        return agent.start();
    }
}
