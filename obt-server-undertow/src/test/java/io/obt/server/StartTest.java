package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.store.StoreRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that starts while its store is away: it lives, says why it is not ready, and recovers by itself. */
@Timeout(60)
final class StartTest {
    private static final String REASON =
            "The server is starting: as a full disk does; it tries again every 2 s. Try again in 1 s";

    private final FaultyStore store = new FaultyStore();
    private TestServer server;

    private Caller startWhileAway() {
        store.refuse(true);
        server = TestServer.on(store);
        return server.call;
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static void assertNotReady(Answer answer) {
        assertThat(answer.problem(503).path("detail").asText()).isEqualTo(REASON);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void serverThatHasNoStoreYetLivesAndIsNotReady() {
        Caller call = startWhileAway();
        assertThat(call.get("/healthz").status()).isEqualTo(200);
        assertThat(call.get("/healthz").body()).isEqualTo("alive\n");
        assertNotReady(call.get("/readyz"));
    }

    @Test
    void whereTokensAreAskedForNobodyIsToldWhatTheStoreSaid(@TempDir Path data) {
        store.refuse(true);
        server = TestServer.guarded(data, store);
        Answer answer = server.call.get("/readyz");
        assertThat(answer.problem(503).path("detail").asText())
                .isEqualTo("The server is not ready yet; its log says why. Try again in 1 s");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/fleet",
                "/api/v1/clients",
                "/api/v1/clients/desk",
                "/api/v1/models",
                "/api/v1/events",
                "/api/v1/stream",
                "/api/v1/nothing"
            })
    void callsAreAnsweredWithTheReason(String path) {
        assertNotReady(startWhileAway().get(path));
    }

    @Test
    void agentsAreToldToComeAgainAndNotThatTheyAreUnknown() {
        Caller call = startWhileAway();
        assertNotReady(call.register("desk", "i-1", ""));
        assertNotReady(call.beat("desk", "r-1", 1, ""));
        assertNotReady(call.delete("/api/v1/clients/desk/registration?registrationId=r-1"));
    }

    @Test
    void dashboardIsServedMeanwhile() {
        Answer page = startWhileAway().get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<html");
    }

    @Test
    void serverRecoversByItselfAndTheFleetIsThere() {
        try (TestServer before = TestServer.on(store)) {
            before.call.join("desk", "llama3.2");
        }
        Caller call = startWhileAway();
        assertNotReady(call.get("/api/v1/fleet"));
        store.refuse(false);
        await().until(() -> call.get("/readyz").status() == 200);
        assertThat(call.get("/api/v1/clients").items("clientId")).containsExactly("desk");
        call.join("lab");
        server.close();
        assertThat(store.events(EventFilter.ALL, 0, 100))
                .extracting(FleetEvent::type)
                .filteredOn(type -> type == EventType.SERVER_STARTED)
                .hasSize(2);
    }

    @Test
    void nobodyIsBlamedForSilenceBeforeTheStoreCouldBeOpened() {
        try (TestServer before = TestServer.on(store)) {
            before.call.join("desk");
        }
        Caller call = startWhileAway();
        server.time.advance(Duration.ofMinutes(10));
        store.refuse(false);
        await().until(() -> call.get("/readyz").status() == 200);
        server.time.advance(Duration.ofSeconds(1));
        assertThat(call.get("/api/v1/clients/desk").json().path("status").asText())
                .isEqualTo("ONLINE");
        assertThat(call.get("/api/v1/fleet")
                        .json()
                        .path("server")
                        .path("startedAt")
                        .asText())
                .as("the start of the server, not of its fleet")
                .isEqualTo("2026-08-01T10:00:00Z");
    }

    @Test
    void storeThatNeedsPeopleEndsTheStartAndLetsGoOfThePort() {
        store.fail(new StoreRefusedException("MongoDB refuses the password of 'obt'", new IOException()));
        assertThatThrownBy(() -> TestServer.on(store)).hasMessage("MongoDB refuses the password of 'obt'");
        store.fail(null);
        server = TestServer.on(store);
        assertThat(server.call.get("/readyz").status()).isEqualTo(200);
    }

    @Test
    void storeThatNeedsPeopleLaterIsSaidToAndTriedAgain() {
        Caller call = startWhileAway();
        store.fail(new StoreRefusedException("MongoDB refuses the password of 'obt'", new IOException()));
        await().until(() -> call.get("/readyz").body().contains("MongoDB refuses the password of 'obt'"));
        assertThat(call.get("/healthz").status()).isEqualTo(200);
        store.fail(null);
        store.refuse(false);
        await().until(() -> call.get("/readyz").status() == 200);
    }

    @Test
    void serverThatStillWaitsEndsAtOnce() {
        startWhileAway();
        long start = System.nanoTime();
        server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
}
