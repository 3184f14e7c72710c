package io.obt.sdk;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import org.slf4j.LoggerFactory;

/** A program with agents inside whose server and Ollama are away, and which forgets to close them. */
final class HostProgram {
    private HostProgram() {}

    /** Prints how many milliseconds of the processor's time each start took, and ends. */
    public static void main(String[] arguments) {
        LoggerFactory.getLogger(HostProgram.class); // as any service has its logging up by now
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 5; i++) {
            long began = threads.getCurrentThreadCpuTime();
            ObtAgent.builder(URI.create("http://127.0.0.1:1"))
                    .clientId("host-" + i)
                    .ollama(URI.create("http://127.0.0.1:1"))
                    .start();
            System.out.println((threads.getCurrentThreadCpuTime() - began) / 1_000_000);
        }
    }
}
