package io.obt.sdk;

import java.net.URI;
import org.slf4j.LoggerFactory;

/** A program with an agent inside whose server and Ollama are away, and which forgets to close it. */
final class HostProgram {
    private HostProgram() {}

    /**
     * Prints how many microseconds its one start took, and ends.
     *
     * @param arguments a client id, or none
     */
    public static void main(String[] arguments) {
        LoggerFactory.getLogger(HostProgram.class); // as any service has its logging up by now
        long began = System.nanoTime();
        AgentBuilder agent =
                ObtAgent.builder(URI.create("http://127.0.0.1:1")).ollama(URI.create("http://127.0.0.1:1"));
        if (arguments.length > 0) {
            agent.clientId(arguments[0]);
        }
        agent.start();
        System.out.println((System.nanoTime() - began) / 1_000);
    }
}
