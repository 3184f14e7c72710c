package io.obt.sdk;

import io.obt.client.ClientId;
import io.obt.client.Usage;
import io.obt.sdk.http.Transport;
import io.obt.sdk.ollama.OllamaApi;
import io.obt.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the Ollama beside a Java program to an OBT server, as a polite guest: daemon threads only, no exception into
 * the program because a server or an Ollama is away, closed within 2 s. Thread-safe.
 *
 * <pre>{@code
 * try (ObtAgent agent = ObtAgent.builder(URI.create("http://obt.lan:8881"))
 *         .clientId("desk").label("site", "lab").start()) {
 *     serve();
 * }
 * }</pre>
 *
 * <p>A server that other machines reach lets an agent in that has joined: {@link AgentBuilder#joinToken}.
 *
 * <p>It registers, reports in the rhythm the server asks for, comes back by itself after an outage, and says goodbye when
 * closed. Two agents need two client ids: the one that registered first falls silent when another takes its id.
 */
public final class ObtAgent implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ObtAgent.class);
    private static final Duration PATIENCE_WITH_THREADS = Duration.ofMillis(400);
    private static final Duration PATIENCE_WITH_GOODBYE = Duration.ofMillis(1_100);
    private static final Duration SLOWEST_LOOK = Duration.ofSeconds(5);
    private static final Duration QUICKEST_LOOK = Duration.ofMillis(250);

    private final ClientName name;
    private final ServerCalls server;
    private final Watch watch;
    private final Reporter reporter;
    private final StepThread watching;
    private final StepThread reporting;
    private final AtomicBoolean closed = new AtomicBoolean();

    ObtAgent(
            URI serverUrl,
            OllamaApi ollama,
            Claimant claimant,
            Credentials credentials,
            Supplier<Usage> usage,
            Transport transport) {
        TimeSource time = TimeSource.system();
        this.name = claimant.name();
        this.server = new ServerCalls(serverUrl, name, transport, time);
        this.watch = new Watch(ollama::report, usage, time);
        this.reporter = new Reporter(server, credentials, claimant, watch::latest, time, new SplittableRandom());
        this.watching = new StepThread("obt-watch-" + name, this::look);
        this.reporting = new StepThread("obt-report-" + name, reporter::step);
    }

    /**
     * Begins to describe an agent.
     *
     * @param serverUrl the OBT server to report to, like {@code http://obt.lan:8881}
     * @throws IllegalArgumentException if that is not the URL of a server
     */
    public static AgentBuilder builder(URI serverUrl) {
        return new AgentBuilder(serverUrl, HostName::find);
    }

    /**
     * Under which name the fleet knows this client. Where that is the host name, and it is still being found out, this
     * waits for it.
     */
    public ClientId clientId() {
        return name.id();
    }

    /** How it is getting on. */
    public AgentStatus status() {
        return closed.get() ? reporter.status().closed() : reporter.status();
    }

    ObtAgent start() {
        watching.start();
        reporting.start();
        return this;
    }

    private Duration look() throws InterruptedException {
        if (reporter.status().phase() == AgentStatus.Phase.SUPERSEDED) {
            return Reporter.FOR_EVER;
        }
        watch.look();
        reporting.wake();
        Duration rhythm = reporter.interval();
        if (rhythm.compareTo(SLOWEST_LOOK) > 0) {
            return SLOWEST_LOOK;
        }
        return rhythm.compareTo(QUICKEST_LOOK) < 0 ? QUICKEST_LOOK : rhythm;
    }

    /** Stops reporting and says goodbye, if the server answers: within 2 s in any case. Closing again does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        watching.stop();
        reporting.stop();
        Thread goodbye = new Thread(this::goodbye, "obt-goodbye-" + name);
        goodbye.setDaemon(true);
        try {
            reporting.join(PATIENCE_WITH_THREADS);
            goodbye.start();
            goodbye.join(PATIENCE_WITH_GOODBYE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever closes is in a hurry
        }
    }

    private void goodbye() {
        reporter.registrationId().ifPresent(registrationId -> {
            try {
                server.goodbye(registrationId);
                log.info("Said goodbye to the OBT server at {} as '{}'", server.serverUrl(), name);
            } catch (IOException e) {
                log.debug("The OBT server at {} did not hear the goodbye of '{}'", server.serverUrl(), name);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
