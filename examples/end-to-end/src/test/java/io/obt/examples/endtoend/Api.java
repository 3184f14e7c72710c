package io.obt.examples.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.obt.tls.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A server's API as a program sees it. */
final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI server;
    private final String token;

    Api(URI server) {
        this(server, "", Trust.JDK);
    }

    /** As somebody who has {@code token}. */
    Api(URI server, String token) {
        this(server, token, Trust.JDK);
    }

    Api(URI server, Trust trust) {
        this(server, "", trust);
    }

    private Api(URI server, String token, Trust trust) {
        this.server = server;
        this.token = token;
        this.http = trust.httpClient().connectTimeout(Duration.ofSeconds(5)).build();
    }

    JsonNode get(String path) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(server.resolve("/api/v1/" + path)).timeout(Duration.ofSeconds(10));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            return JSON.readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode awaitClient(String id, Predicate<JsonNode> condition) {
        await("client " + id)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> condition.test(get("clients/" + id)));
        return get("clients/" + id);
    }

    JsonNode awaitStatus(String id, String status) {
        return awaitClient(id, client -> client.path("status").asText().equals(status));
    }

    void awaitEvent(String clientId, String type) {
        await(type + " of " + clientId)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> eventTypes(clientId).contains(type));
    }

    /** The types of the events of one client, oldest first. */
    List<String> eventTypes(String clientId) {
        List<String> types = new ArrayList<>();
        get("events?limit=1000&clientId=" + clientId)
                .path("items")
                .forEach(event -> types.add(event.path("type").asText()));
        return types;
    }

    List<Long> eventIds() {
        List<Long> ids = new ArrayList<>();
        get("events?limit=1000")
                .path("items")
                .forEach(event -> ids.add(event.path("id").asLong()));
        return ids;
    }
}
