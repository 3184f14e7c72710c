package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.model.ModelName;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a server: what is under way is answered, what is known is kept, and it does not take long. */
@Timeout(60)
final class StopTest {
    private final FaultyStore store = new FaultyStore();
    private final TestServer server = TestServer.on(store);
    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        store.answerAll();
        server.close();
        others.shutdownNow();
    }

    @Test
    void whatWasNotKeptYetIsKeptAtTheEnd() {
        server.call.join("desk", "llama3.2");
        server.close();
        assertThat(store.clients())
                .singleElement()
                .satisfies(desk -> assertThat(desk.inventory().find(ModelName.of("llama3.2")))
                        .isPresent());
        assertThat(store.events(EventFilter.ALL, 0, 10))
                .extracting(FleetEvent::type)
                .containsExactly(
                        EventType.SERVER_STARTED,
                        EventType.CLIENT_REGISTERED,
                        EventType.CLIENT_ONLINE,
                        EventType.SERVER_STOPPED);
    }

    @Test
    void requestUnderWayIsAnsweredAndKeptWhileNewOnesAreTurnedAway() throws Exception {
        String body = Wire.registration("i-1", "");
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("PUT /api/v1/clients/late/registration HTTP/1.1\nHost: localhost\n"
                    + "Content-Type: application/json\nExpect: 100-continue\nContent-Length: " + body.length()
                    + "\n\n");
            assertThat(connection.status()).as("the server waits for the body").isEqualTo(100);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close, others);
            await().until(() -> server.call.get("/healthz").status() == 503);
            Answer refused = server.call.get("/api/v1/clients");
            assertThat(refused.problem(503).path("detail").asText()).contains("ending");
            assertThat(refused.header("Retry-After")).isEqualTo("5");

            connection.send(body);
            assertThat(connection.status()).isEqualTo(200);
            closing.get(5, TimeUnit.SECONDS);
        }
        assertThat(store.clients()).hasSize(1);
    }

    @Test
    void openStreamsEndAndHoldNothingUp() throws IOException {
        try (RawConnection stream = new RawConnection(server.port());
                RawConnection unread = new RawConnection(server.port())) {
            stream.send("GET /api/v1/stream HTTP/1.1\nHost: localhost\n\n");
            unread.send("GET /api/v1/stream HTTP/1.1\nHost: localhost\n\n");
            assertThat(stream.status()).isEqualTo(200);
            assertThat(unread.status()).isEqualTo(200);
            assertThat(closingTime()).isLessThan(Duration.ofSeconds(2));
            assertThat(stream.endsNow()).isTrue();
        }
        assertThat(store.events(EventFilter.ALL, 0, 10))
                .last()
                .extracting(FleetEvent::type)
                .isEqualTo(EventType.SERVER_STOPPED);
    }

    @Test
    void requestThatIsNeverFinishedIsNotWaitedForLong() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("PUT /api/v1/clients/late/registration HTTP/1.1\nHost: localhost\n"
                    + "Content-Type: application/json\nExpect: 100-continue\nContent-Length: 100\n\n");
            assertThat(connection.status()).isEqualTo(100);
            assertThat(closingTime()).isLessThan(Duration.ofSeconds(5));
            assertThat(connection.endsNow()).isTrue();
        }
    }

    @Test
    void storeThatDoesNotAnswerIsNotWaitedForLong() {
        store.stick();
        for (int i = 0; i < 3; i++) {
            int number = i;
            others.submit(() -> server.call.register("waiting-" + number));
        }
        await().until(() -> store.waiting() >= 3);
        assertThat(closingTime()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void storeThatRefusesIsNoReasonToFail() {
        server.call.join("desk");
        store.refuse(true);
        assertThat(closingTime()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void closingTwiceIsHarmless() {
        server.close();
        server.close();
    }

    private Duration closingTime() {
        long start = System.nanoTime();
        server.close();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
