package io.obt.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.obt.registry.Fleet;
import io.obt.registry.LeasePolicy;
import io.obt.store.InMemoryFleetStore;
import io.obt.time.ManualTime;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole API, with one thread for heavy reads and room for one that waits; both are taken by reads that do not end. */
@Timeout(60)
final class HeavyReadsTest {
    private static final String STUCK = "/stuck";

    private final ManualTime time = new ManualTime();
    private final HeavyReads reads = new HeavyReads(1, 1, 64, Duration.ofSeconds(60));
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private CompletableFuture<HttpResponse<String>> first;
    private CompletableFuture<HttpResponse<String>> second;
    private Undertow server;

    @BeforeEach
    void fill() {
        Fleet fleet = Fleet.open(new InMemoryFleetStore(), LeasePolicy.defaults(), time, () -> "r-1");
        HttpHandler api = Api.of(ServedFleet.of(fleet, time, reads));
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", exchange -> {
                    if (exchange.getRequestPath().equals(STUCK)) {
                        stick(exchange);
                    } else {
                        api.handleRequest(exchange);
                    }
                })
                .build();
        server.start();
        first = send("GET", STUCK, "");
        await().until(() -> asked.get() == 1);
        second = send("GET", STUCK, "");
        await().until(() -> asked.get() == 2);
    }

    private void stick(HttpServerExchange exchange) {
        reads.answer(exchange, "somebody " + asked.get(), () -> {
            end.await();
            exchange.getResponseSender().send("at last");
        });
        asked.incrementAndGet();
    }

    @AfterEach
    void stop() {
        end.countDown();
        reads.close();
        server.stop();
    }

    private CompletableFuture<HttpResponse<String>> send(String method, String path, String json) {
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> within(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS);
    }

    @Test
    void readThatFindsNoRoomToWaitIsRefusedAtOnceAndToldWhenToComeAgain() throws Exception {
        for (String path : new String[] {"/api/v1/clients", "/api/v1/fleet", "/api/v1/models", "/metrics"}) {
            HttpResponse<String> refused = within(send("GET", path, ""));
            assertThat(refused.statusCode()).as(path).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.body()).contains("Too many calls that read the fleet wait already");
        }
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
    }

    @Test
    void agentsAreAnsweredMeanwhile() throws Exception {
        HttpResponse<String> registered = within(send(
                "PUT", "/api/v1/clients/desk/registration", "{\"instanceId\":\"i-1\",\"agentVersion\":\"0.1.0\"}"));
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(200);
        for (int i = 1; i <= 20; i++) {
            HttpResponse<String> answered = within(send(
                    "POST",
                    "/api/v1/clients/desk/heartbeats",
                    "{\"registrationId\":\"r-1\",\"sequence\":" + i + ",\"ollama\":{\"available\":true}}"));
            assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        }
        assertThat(within(send("GET", "/healthz", "")).statusCode()).isEqualTo(200);
    }

    @Test
    void readsAreAnsweredAgainWhenThereIsRoom() throws Exception {
        end.countDown();
        assertThat(within(first).body()).isEqualTo("at last");
        assertThat(within(second).body()).isEqualTo("at last");
        await().untilAsserted(() -> assertThat(
                        within(send("GET", "/api/v1/fleet", "")).statusCode())
                .isEqualTo(200));
    }
}
