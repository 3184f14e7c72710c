package io.obt.server;

import io.obt.tls.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Calls a server as an agent or a person would: whole requests, one at a time or many. Every answer is
 * compared with the contract. Thread-safe.
 */
final class Caller {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI server;
    private final Duration patience;
    private final String token;
    private final HttpClient client;

    Caller(URI server) {
        this(server, PATIENCE);
    }

    Caller(URI server, Duration patience) {
        this(server, patience, null, CLIENT);
    }

    private Caller(URI server, Duration patience, String token, HttpClient client) {
        this.server = server;
        this.patience = patience;
        this.token = token;
        this.client = client;
    }

    /** The same, who shows a token. */
    Caller with(String shown) {
        return new Caller(server, patience, shown, client);
    }

    /** The same, who goes by other certificates. */
    Caller trusting(Trust trust) {
        return new Caller(server, patience, token, trust.httpClient().build());
    }

    URI server() {
        return server;
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer head(String path) {
        return send(request(path).method("HEAD", BodyPublishers.noBody()));
    }

    Answer put(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)), json);
    }

    Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)), json);
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(patience);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    Answer send(HttpRequest.Builder request) {
        return send(request, null);
    }

    private Answer send(HttpRequest.Builder request, String json) {
        try {
            return trySend(request, json);
        } catch (IOException e) {
            throw new AssertionError("The server did not answer: " + request.build(), e);
        }
    }

    /** For a server that may be gone. */
    Answer trySend(HttpRequest.Builder request) throws IOException {
        return trySend(request, null);
    }

    private Answer trySend(HttpRequest.Builder builder, String json) throws IOException {
        try {
            HttpRequest request = builder.build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
            Contract.OPENAPI.check(request.method(), target(request.uri()), Optional.ofNullable(json), answer);
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String target(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    /** Reads an answer without an end, line by line. */
    Stream<String> lines(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(server.resolve(path)).build();
            HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
            Answer head = new Answer(response.statusCode(), response.headers(), "");
            Contract.OPENAPI.check(request.method(), target(request.uri()), Optional.empty(), head);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    // ---- what agents say

    Answer register(String id, String instanceId, String more) {
        return put("/api/v1/clients/" + id + "/registration", Wire.registration(instanceId, more));
    }

    /** Registers {@code id} and returns the registration's id. */
    String register(String id) {
        return register(id, "instance-of-" + id, "")
                .json()
                .path("registrationId")
                .asText();
    }

    /** Sends a heartbeat that finds Ollama well; {@code more} fields begin with a comma. */
    Answer beat(String id, String registrationId, long sequence, String more) {
        return post("/api/v1/clients/" + id + "/heartbeats", Wire.heartbeat(registrationId, sequence, more));
    }

    /** Registers {@code id} and lets it report those models for the first time. */
    String join(String id, String... models) {
        String registrationId = register(id);
        beat(id, registrationId, 1, Wire.inventory("first", models)).json();
        return registrationId;
    }
}
