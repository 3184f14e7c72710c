package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.ConnectionString;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.net.FaultyProxy;
import io.obt.server.store.mongo.MongoAddress;
import io.obt.server.store.mongo.MongoFleetStore;
import io.obt.store.FleetStore;
import io.obt.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server, a MongoDB (a mongo-java-server in this process), and a network between them that breaks in every way. */
@Timeout(120)
final class BrokenNetworkTest {
    private static final int CLIENTS = 10;
    private static final Duration RETURN = Duration.ofSeconds(60);

    private final MongoServer mongo = new MongoServer(new MemoryBackend());
    private final FaultyProxy network = FaultyProxy.to(mongo.bind());
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private TestServer server;

    /** The ways in which a network breaks. */
    enum Break {
        REFUSE(FaultyProxy::refuse),
        BLACK_HOLE(FaultyProxy::blackHole),
        STALL(FaultyProxy::stall),
        RESET(FaultyProxy::reset),
        CUT(network -> network.cutAfter(100)),
        SLOW(network -> network.slow(Duration.ofSeconds(7)));

        private final Consumer<FaultyProxy> action;

        Break(Consumer<FaultyProxy> action) {
            this.action = action;
        }
    }

    private FleetStore store(TimeSource time) {
        String uri = "mongodb://127.0.0.1:" + network.address().getPort();
        return MongoFleetStore.connect(new MongoAddress(new ConnectionString(uri), "obt"), Duration.ofDays(30), time);
    }

    private Caller start() {
        server = TestServer.opening(this::store);
        return server.call;
    }

    private List<String> join(Caller call) {
        List<String> registrations = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            registrations.add(call.join("c-" + i, "llama3.2"));
        }
        return registrations;
    }

    @AfterEach
    void stop() {
        network.pass();
        if (server != null) {
            server.close();
        }
        network.close();
        mongo.shutdownNow();
        callers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(
            value = Break.class,
            names = {"REFUSE", "BLACK_HOLE", "RESET"})
    void serverStartsBehindABrokenNetworkAndRecoversByItself(Break how) {
        how.action.accept(network);
        Caller call = start();
        assertThat(call.get("/healthz").status()).isEqualTo(200);
        assertThat(call.get("/readyz").problem(503).path("detail").asText())
                .startsWith("The server is starting: ")
                .contains("MongoDB at 127.0.0.1:" + network.address().getPort())
                .endsWith("; it tries again every 2 s. Try again in 1 s");
        network.pass();
        await().atMost(Duration.ofSeconds(30)).until(() -> call.get("/readyz").status() == 200);
        call.join("desk");
    }

    @ParameterizedTest
    @EnumSource(Break.class)
    void nothingButTheStoreIsMissedWhileTheNetworkIsBroken(Break how) throws Exception {
        Caller call = start();
        List<String> registrations = join(call);
        how.action.accept(network);
        List<Future<Answer>> hanging = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            String id = "new-" + i;
            hanging.add(callers.submit(() -> call.register(id, "i-1", "")));
        }
        List<Long> nanos = new ArrayList<>();
        // The clock of the fleet moves on by ten minutes while all of them report; time for sockets is another.
        for (int minute = 0; minute < 10; minute++) {
            for (int second = 0; second < 60; second += 20) {
                server.time.advance(Duration.ofSeconds(20));
                for (int i = 0; i < CLIENTS; i++) {
                    long sequence = 2 + minute * 60L + second;
                    long start = System.nanoTime();
                    assertThat(call.beat(
                                            "c-" + i,
                                            registrations.get(i),
                                            sequence,
                                            Wire.inventory("f-" + minute, "m-" + minute))
                                    .status())
                            .isEqualTo(200);
                    nanos.add(System.nanoTime() - start);
                }
            }
            assertThat(call.get("/api/v1/clients").items("clientId")).hasSize(CLIENTS);
            assertThat(call.get("/api/v1/models").items("name")).containsExactly("m-" + minute + ":latest");
        }
        Collections.sort(nanos);
        System.out.printf(
                "Heartbeats while MongoDB is behind %s: %d, p99 %.1f ms%n",
                how, nanos.size(), nanos.get(nanos.size() * 99 / 100) / 1e6);
        for (Future<Answer> one : hanging) {
            one.get(30, TimeUnit.SECONDS).problem(503);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("5 s, and what a busy machine adds")
                .isLessThan(Duration.ofSeconds(20));
        await().until(() -> !storeState(call).path("available").asBoolean(true));
        assertThat(storeState(call).path("detail").asText()).contains("MongoDB");
        assertThat(storeState(call).path("since").asText()).isNotEmpty();

        network.pass();
        await().atMost(RETURN).until(() -> storeState(call).path("available").asBoolean(false));
        assertThat(call.get("/api/v1/events?type=CLIENT_OFFLINE").items("clientId"))
                .isEmpty();
        assertThat(call.get("/api/v1/fleet")
                        .json()
                        .path("clients")
                        .path("online")
                        .asInt())
                .isEqualTo(CLIENTS);
        try (FleetStore kept = store(TimeSource.system())) {
            assertThat(kept.clients())
                    .filteredOn(client -> client.id().value().startsWith("c-"))
                    .hasSize(CLIENTS)
                    .allSatisfy(client -> assertThat(client.inventory().models())
                            .extracting(model -> model.descriptor().name().toString())
                            .containsExactly("m-9:latest"));
            assertThat(kept.countEvents(new EventFilter(EventType.MODEL_INSTALLED, null, null)))
                    .isEqualTo(10L * CLIENTS);
            assertThat(kept.countEvents(new EventFilter(EventType.CLIENT_OFFLINE, null, null)))
                    .isZero();
        }
    }

    private static JsonNode storeState(Caller call) {
        return call.get("/api/v1/fleet").json().path("store");
    }
}
