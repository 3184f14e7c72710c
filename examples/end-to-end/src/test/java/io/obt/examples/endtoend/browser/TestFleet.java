package io.obt.examples.endtoend.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.obt.access.Role;
import io.obt.client.ClientId;
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
    private final Protection protection;
    private final boolean demo;
    private final URI url;
    private ObtServer server;

    private TestFleet(Path data, Protection protection, boolean demo) {
        this.data = data;
        this.protection = protection;
        this.demo = demo;
        this.server = start(0);
        this.url = server.url();
    }

    static TestFleet empty(Path data) {
        return new TestFleet(data, Protection.NONE, false);
    }

    /** One that says that everything in it is simulated. */
    static TestFleet demo(Path data) {
        return new TestFleet(data, Protection.NONE, true);
    }

    /** One that asks for tokens. */
    static TestFleet guarded(Path data) {
        return new TestFleet(data, new Protection(true, false, false, Set.of()), false);
    }

    /** One that asks for none although others reach it. */
    static TestFleet insecure(Path data) {
        return new TestFleet(data, new Protection(false, true, false, Set.of()), false);
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
                protection,
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

    /** The token in the file admin-token. */
    String adminToken() {
        await().until(() -> !server.tokenFiles().isEmpty());
        return server.tokenFiles().get(0).secret();
    }

    /** Makes a token as an admin would; its answer holds {@code id} and {@code secret}. */
    JsonNode makeToken(String name, Role role) {
        return makeToken(adminToken(), Map.of("name", name, "role", role));
    }

    /** The same for a short time. */
    JsonNode makeToken(String name, Role role, Duration validity) {
        return makeToken(adminToken(), Map.of("name", name, "role", role, "validMillis", validity.toMillis()));
    }

    /** The same by whoever has the token {@code by}. */
    JsonNode makeToken(String by, Map<String, ?> request) {
        HttpResponse<String> answer = call("POST", "/api/v1/tokens", request, by);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return read(answer.body());
    }

    void revoke(JsonNode token) {
        String path = "/api/v1/tokens/" + token.path("id").asText();
        assertThat(call("DELETE", path, Map.of(), adminToken()).statusCode()).isEqualTo(204);
    }

    /** How a login with this token is answered. */
    int login(String token) {
        return call("POST", "/api/v1/session", Map.of("token", token), null).statusCode();
    }

    /** An agent like any other, beside an Ollama with these models; the server knows it. */
    SimulatedOllama agent(String id, SimulatedModel... models) {
        return agent(id, Map.of(), models);
    }

    SimulatedOllama agent(String id, Map<String, String> labels, SimulatedModel... models) {
        SimulatedOllama ollama = SimulatedOllama.start(models);
        started.push(ollama);
        AgentBuilder agent = ObtAgent.builder(url()).clientId(id).labels(labels).ollama(ollama.url());
        started.push(agent.start());
        await("registration of " + id).until(() -> isKnown(id));
        return ollama;
    }

    private boolean isKnown(String id) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url().resolve("/api/v1/clients/" + id)).build();
        return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    /** A client that registers and reports once, word for word, and is then forgiven its silence for long. */
    void reportOnce(String id, Map<String, ?> registration, Map<String, ?> report) {
        String registrationId = register(id, Duration.ofMinutes(10), registration);
        Map<String, Object> heartbeat = new HashMap<>(report);
        heartbeat.put("registrationId", registrationId);
        heartbeat.put("sequence", 1);
        send(id, "POST", "/heartbeats", heartbeat);
    }

    /** A client that registers and is never heard of again. */
    void fallSilent(String id) {
        register(id, Duration.ofMillis(100), Map.of());
    }

    /** A client that registers and says goodbye. */
    void leave(String id) {
        String registrationId = register(id, Duration.ofMinutes(10), Map.of());
        send(id, "DELETE", "/registration?registrationId=" + registrationId, Map.of());
    }

    private String register(String id, Duration interval, Map<String, ?> more) {
        Map<String, Object> registration = new HashMap<>(
                Map.of("instanceId", "by-hand", "agentVersion", "1", "heartbeatIntervalMillis", interval.toMillis()));
        registration.putAll(more);
        return read(send(id, "PUT", "/registration", registration))
                .path("registrationId")
                .asText();
    }

    private String send(String id, String method, String path, Map<String, ?> body) {
        String credential = server.admit(new ClientId(id)).orElse(null);
        HttpResponse<String> response = call(method, "/api/v1/clients/" + id + path, body, credential);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
        return response.body();
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls the API as somebody who has {@code token}, or none. */
    HttpResponse<String> call(String method, String path, Map<String, ?> body, String token) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url().resolve(path))
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            return http.send(request.build(), BodyHandlers.ofString());
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
