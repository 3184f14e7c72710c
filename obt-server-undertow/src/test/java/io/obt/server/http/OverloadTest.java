package io.obt.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.obt.client.ClientId;
import io.obt.registry.Fleet;
import io.obt.registry.LeasePolicy;
import io.obt.store.InMemoryFleetStore;
import io.obt.time.ManualTime;
import io.obt.time.TimeSource;
import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xnio.XnioIoThread;

/** The whole API on an I/O thread that comes as late as a test says, or by a clock that goes on by so much at each look. */
@Timeout(60)
final class OverloadTest {
    private static final int ROOM = 10_000;
    private static final String HEARTBEATS = "/api/v1/clients/desk/heartbeats";

    private final ManualTime time = new ManualTime();
    private final Steps steps = new Steps();
    private final Lateness lateness = new Lateness(steps);
    private volatile @Nullable Duration late; // as measured, unless a test says
    private final Overload overload = new Overload(this::late, lateness::close, Duration.ofSeconds(10));
    private final HeavyReads reads = new HeavyReads();
    private final HttpClient client = HttpClient.newHttpClient();
    private Fleet fleet;
    private Undertow server;

    private Duration late(XnioIoThread thread) {
        Duration said = late;
        return said == null ? lateness.of(thread) : said;
    }

    private static final class Steps implements TimeSource {
        private final AtomicLong nanos = new AtomicLong();
        private volatile Duration step = Duration.ZERO;

        @Override
        public long nanos() {
            return nanos.addAndGet(step.toNanos());
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    }

    @BeforeEach
    void start() throws Exception {
        fleet = Fleet.open(new InMemoryFleetStore(), LeasePolicy.defaults(), time, () -> "r-1");
        server = Undertow.builder()
                .setIoThreads(1)
                .addHttpListener(
                        0, "127.0.0.1", new BodyRoom(ROOM, Api.of(ServedFleet.of(fleet, time, reads, overload))))
                .build();
        server.start();
        assertThat(register().statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        overload.close();
        reads.close();
        server.stop();
    }

    private HttpResponse<String> send(String method, String path, String json) throws Exception {
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofString(json))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> register() throws Exception {
        return send("PUT", "/api/v1/clients/desk/registration", "{\"instanceId\":\"i-1\",\"agentVersion\":\"0.1.0\"}");
    }

    private HttpResponse<String> beat(long sequence) throws Exception {
        return send(
                "POST",
                HEARTBEATS,
                "{\"registrationId\":\"r-1\",\"sequence\":" + sequence + ",\"ollama\":{\"available\":true}}");
    }

    private int list() throws Exception {
        return send("GET", "/api/v1/clients", "").statusCode();
    }

    @Test
    void readsAreTurnedAwayFirstAndHeartbeatsStillAnswered() throws Exception {
        late = Overload.LATE_FOR_HEARTBEATS;
        HttpResponse<String> refused = send("GET", "/api/v1/fleet", "");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        assertThat(beat(1).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/healthz", "").statusCode()).isEqualTo(200);
        assertThat(overload.hasShedHeartbeats()).isFalse();
    }

    @Test
    void heartbeatsThatWouldBeAnsweredTooLateAreTurnedAwayUnreadUntilTheirNextTurn() throws Exception {
        late = Overload.LATE_FOR_HEARTBEATS.plusMillis(1);
        assertThat(send("POST", HEARTBEATS, "no JSON").statusCode()).isEqualTo(503);
        HttpResponse<String> refused = beat(1);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("10");
        assertThat(refused.headers().firstValue("Connection")).isNotEqualTo(Optional.of("close"));
        assertThat(register().statusCode()).isEqualTo(200);
        assertThat(overload.hasShedHeartbeats()).isTrue();
        assertThat(overload.hasShedHeartbeats()).isFalse();
    }

    @Test
    void firstObtsClientIsToldThatAllIsWellSinceItWouldRegisterAtOnceOtherwise() throws Exception {
        late = Overload.LATE_FOR_HEARTBEATS.plusMillis(1);
        for (String body : new String[] {"", "no JSON", "{\"client_id\":\"old\",\"models\":[]}"}) {
            HttpResponse<String> passed = send("POST", "/api/v1/models/heartbeat", body);
            assertThat(passed.statusCode()).isEqualTo(200);
            assertThat(passed.body()).isEqualTo("{\"status\":\"success\"}");
            assertThat(overload.hasShedHeartbeats()).isTrue();
        }
        assertThat(fleet.registry().client(new ClientId("old"))).isEmpty();
    }

    @Test
    void firstObtsClientIsToldSoTooWhenThereIsNoRoomForWhatItReports() throws Exception {
        HttpResponse<String> passed =
                send("POST", "/api/v1/models/heartbeat", "{\"client_id\":\"old\"}" + " ".repeat(2 * ROOM));
        assertThat(passed.statusCode()).isEqualTo(200);
        assertThat(passed.body()).isEqualTo("{\"status\":\"success\"}");
        assertThat(overload.hasShedHeartbeats()).isTrue();
        assertThat(fleet.registry().client(new ClientId("old"))).isEmpty();
    }

    @Test
    void everybodyIsAnsweredWhenThereIsTimeAgain() throws Exception {
        steps.step = Duration.ofSeconds(5);
        await().until(() -> list() == 503);
        steps.step = Duration.ZERO;
        await().until(() -> list() == 200);
        assertThat(beat(1).statusCode()).isEqualTo(200);
    }

    @Test
    void onePauseIsNotTooMuchToDo() throws Exception {
        assertThat(list()).isEqualTo(200);
        steps.nanos.addAndGet(Duration.ofMinutes(3).toNanos());
        for (int i = 1; i <= 20; i++) {
            assertThat(list()).isEqualTo(200);
            assertThat(beat(i).statusCode()).isEqualTo(200);
        }
    }
}
