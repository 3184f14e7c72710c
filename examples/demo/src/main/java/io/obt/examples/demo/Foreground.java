package io.obt.examples.demo;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a program in the foreground does when it is told to end. */
final class Foreground {
    private static final Logger log = LoggerFactory.getLogger(Foreground.class);

    private Foreground() {}

    /** Closes {@code resources} in this order on Ctrl-C or TERM; one that fails does not keep the others open. */
    static void closeAtEnd(AutoCloseable... resources) {
        List<AutoCloseable> inOrder = List.of(resources);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> inOrder.forEach(Foreground::close), "obt-stop"));
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            log.warn("{} did not end well", resource.getClass().getSimpleName(), e);
        }
    }
}
