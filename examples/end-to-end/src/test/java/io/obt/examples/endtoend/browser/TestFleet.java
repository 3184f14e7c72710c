package io.obt.examples.endtoend.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.obt.examples.ollama.SimulatedModel;
import io.obt.examples.ollama.SimulatedOllama;
import io.obt.registry.LeasePolicy;
import io.obt.sdk.AgentBuilder;
import io.obt.sdk.ObtAgent;
import io.obt.server.ObtServer;
import io.obt.server.ServerSettings;
import io.obt.server.security.Protection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A server in this process, with real agents beside simulated Ollamas and with clients that the test itself plays. */
final class TestFleet implements AutoCloseable {
    // Quick, and yet forgiving enough for a machine that has other work to do.
    private static final LeasePolicy RHYTHM = new LeasePolicy(Duration.ofMillis(300), Duration.ofSeconds(3));
    private static final Duration RETENTION = Duration.ofDays(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Path data;
    private final boolean demo;
    private final URI url;
    private ObtServer server;

    private TestFleet(Path data, boolean demo) {
        this.data = data;
        this.demo = demo;
        this.server = start(0);
        this.url = server.url();
    }

    static TestFleet empty(Path data) {
        return new TestFleet(data, false);
    }

    /** One that says that everything in it is simulated. */
    static TestFleet demo(Path data) {
        return new TestFleet(data, true);
    }

    private ObtServer start(int port) {
        return ObtServer.start(new ServerSettings(
                InetAddress.getLoopbackAddress(),
                port,
                data,
                null,
                RHYTHM,
                RETENTION,
                null,
                Set.of(),
                null,
                Protection.NONE,
                null,
                demo));
    }

    URI url() {
        return url;
    }

    ObtServer server() {
        return server;
    }

    void stopServer() {
        server.close();
    }

    /** Starts it again where it was, with what it knew. */
    void restartServer() {
        server = start(url.getPort());
    }

    /** An agent like any other, beside an Ollama with these models. */
    SimulatedOllama agent(String id, SimulatedModel... models) {
        return agent(id, Map.of(), models);
    }

    SimulatedOllama agent(String id, Map<String, String> labels, SimulatedModel... models) {
        SimulatedOllama ollama = SimulatedOllama.start(models);
        started.push(ollama);
        AgentBuilder agent = ObtAgent.builder(url()).clientId(id).labels(labels).ollama(ollama.url());
        started.push(agent.start());
        return ollama;
    }

    /** A client that registers and reports once, word for word, and is then forgiven its silence for long. */
    void reportOnce(String id, Map<String, ?> registration, Map<String, ?> report) {
        String registrationId = register(id, Duration.ofMinutes(10), registration);
        Map<String, Object> heartbeat = new HashMap<>(report);
        heartbeat.put("registrationId", registrationId);
        heartbeat.put("sequence", 1);
        send("POST", "/api/v1/clients/" + id + "/heartbeats", heartbeat);
    }

    /** A client that registers and is never heard of again. */
    void fallSilent(String id) {
        register(id, Duration.ofMillis(100), Map.of());
    }

    /** A client that registers and says goodbye. */
    void leave(String id) {
        String registrationId = register(id, Duration.ofMinutes(10), Map.of());
        send("DELETE", "/api/v1/clients/" + id + "/registration?registrationId=" + registrationId, Map.of());
    }

    private String register(String id, Duration interval, Map<String, ?> more) {
        Map<String, Object> registration = new HashMap<>(
                Map.of("instanceId", "by-hand", "agentVersion", "1", "heartbeatIntervalMillis", interval.toMillis()));
        registration.putAll(more);
        String answer = send("PUT", "/api/v1/clients/" + id + "/registration", registration);
        try {
            return json.readTree(answer).path("registrationId").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String send(String method, String path, Map<String, ?> body) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(url().resolve(path))
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The agents first, so that each can say goodbye. */
    @Override
    public void close() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
        server.close();
    }
}
