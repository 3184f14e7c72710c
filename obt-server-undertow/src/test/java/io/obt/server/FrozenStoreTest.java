package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.obt.client.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that never answers holds up those who need it, for 5 s, and nobody else. */
@Timeout(60)
final class FrozenStoreTest {
    private static final int CALLS = 64;
    // 5 s are promised; the rest is for a busy machine.
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final FaultyStore store = new FaultyStore();
    private final TestServer server = TestServer.on(store);
    private final Caller call = server.call;
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private String desk;

    @BeforeEach
    void join() {
        desk = call.join("desk", "llama3.2");
        store.stick();
    }

    @AfterEach
    void stop() {
        store.answerAll();
        server.close();
        callers.shutdownNow();
    }

    private List<Future<Answer>> hang(int calls) {
        List<Future<Answer>> hanging = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            String id = "waiting-" + i;
            hanging.add(callers.submit(() -> call.register(id, "i-1", "")));
        }
        await().until(() -> store.waiting() > 0);
        return hanging;
    }

    private static void assertGivenUp(Answer answer) {
        assertThat(answer.problem(503).path("detail").asText())
                .isEqualTo("The server cannot do this now (the store has not answered for 5 s); asking again is"
                        + " harmless. Try again in 5 s");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void readsFromMemoryAndHeartbeatsAreAnsweredWhileRegistrationsHang() {
        List<Future<Answer>> hanging = hang(CALLS);
        for (int round = 2; round < 12; round++) {
            assertThat(call.get("/api/v1/clients").items("clientId")).containsExactly("desk");
            assertThat(call.get("/api/v1/models").items("name")).containsExactly("llama3.2:latest");
            assertThat(call.get("/api/v1/fleet").status()).isEqualTo(200);
            assertThat(call.get("/healthz").status()).isEqualTo(200);
            assertThat(call.beat("desk", desk, round, "").status()).isEqualTo(200);
        }
        assertThat(hanging).as("all of it was answered while they hung").noneMatch(Future::isDone);
    }

    @Test
    void everyCallThatNeedsTheStoreIsAnsweredInTheEnd() throws Exception {
        long start = System.nanoTime();
        List<Future<Answer>> hanging = hang(CALLS);
        Future<Answer> log = callers.submit(() -> call.get("/api/v1/events?clientId=desk"));
        hanging.add(callers.submit(() -> call.delete("/api/v1/clients/desk/registration?registrationId=" + desk)));
        for (int i = 0; i < 20; i++) {
            hanging.add(callers.submit(() -> call.get("/readyz")));
        }
        for (Future<Answer> one : hanging) {
            assertGivenUp(one.get(30, TimeUnit.SECONDS));
        }
        Answer remembered = log.get(30, TimeUnit.SECONDS);
        assertThat(remembered.items("type")).containsExactly("CLIENT_REGISTERED", "CLIENT_ONLINE");
        assertThat(remembered.json().path("total").asInt()).isEqualTo(2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
    }

    @Test
    void probesDoNotPileUpInTheStore() throws Exception {
        List<Future<Answer>> probes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            probes.add(callers.submit(() -> call.get("/readyz")));
        }
        for (Future<Answer> one : probes) {
            assertGivenUp(one.get(30, TimeUnit.SECONDS));
        }
        assertThat(store.waiting())
                .as("one probe, the flush, and the audit log")
                .isLessThanOrEqualTo(3);
    }

    @Test
    void registrationThatTookEffectTooLateIsTheOneItsAgentGetsWhenItAsksAgain() throws Exception {
        assertGivenUp(hang(1).get(0).get(30, TimeUnit.SECONDS));
        store.answerAll();
        await().until(() -> call.get("/api/v1/clients/waiting-0").status() == 200);
        String held = call.get("/api/v1/clients/waiting-0")
                .json()
                .path("registrationId")
                .asText();
        Answer again = call.register("waiting-0", "i-1", "");
        assertThat(again.json().path("registrationId").asText()).isEqualTo(held);
        assertThat(store.clients()).extracting(Client::id).hasSize(2).doesNotHaveDuplicates();
        assertThat(call.beat("waiting-0", held, 1, "").status()).isEqualTo(200);
    }

    @Test
    void callsThatHadNotBegunWhenTheyWereGivenUpNeverTakeEffect() throws Exception {
        List<Future<Answer>> hanging = hang(CALLS);
        for (Future<Answer> one : hanging) {
            assertGivenUp(one.get(30, TimeUnit.SECONDS));
        }
        store.answerAll();
        await().until(() -> call.get("/readyz").status() == 200);
        server.close();
        assertThat(store.clients()).as("desk, and those whose call had begun").hasSizeLessThanOrEqualTo(1 + 16);
    }
}
