package io.obt.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.obt.examples.ollama.Fault;
import io.obt.examples.ollama.SimulatedLibrary;
import io.obt.examples.ollama.SimulatedOllama;
import io.obt.net.FaultyProxy;
import io.obt.protocol.HeartbeatRequest;
import io.obt.sdk.AgentStatus.Phase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole agents with real threads and connections, against a small server and a simulated Ollama. */
class ObtAgentTest {
    // The rhythm is 300 ms; whoever waited for Ollama would be silent for 5 s.
    private static final Duration HEARTBEATS_ON_TIME = Duration.ofMillis(4_500);

    // Fails in the end, so that whoever wrongly waits for it is found out.
    private final CompletableFuture<String> nameServer =
            new CompletableFuture<String>().orTimeout(60, TimeUnit.SECONDS);
    private final SmallServer server = new SmallServer();
    private final SimulatedOllama ollama = SimulatedOllama.start(SimulatedLibrary.model("llama3.2"));

    @AfterEach
    void stop() {
        server.close();
        ollama.close();
    }

    @Test
    void reportsItsOllamaAndSaysGoodbye() {
        ollama.load("llama3.2", Duration.ofMinutes(5));
        try (ObtAgent agent = agent("desk").label("site", "lab").allow("pull").start()) {
            await().until(() -> server.heartbeats().size() >= 3);
            assertThat(agent.status().phase()).isEqualTo(Phase.REPORTING);
            assertThat(agent.status().lastContact()).isNotNull();
        }
        HeartbeatRequest first = server.heartbeats().get(0);
        assertThat(first.ollama().available()).isTrue();
        assertThat(first.models()).singleElement().extracting("name").isEqualTo("llama3.2:latest");
        assertThat(first.loaded()).singleElement().extracting("name").isEqualTo("llama3.2:latest");
        assertThat(server.heartbeats().get(1).models()).isNull();
        assertThat(server.goodbyes()).containsExactly("r-1");
    }

    @Test
    void isReadyAtOnceAndThrowsNothingWhoeverIsAway() {
        ollama.close();
        server.close();
        long began = System.nanoTime();
        try (ObtAgent agent = agent("desk").start()) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            await().until(() -> agent.status().trouble() != null);
            assertThat(agent.status().phase()).isEqualTo(Phase.STARTING);
            assertThat(agent.status().trouble()).contains("connection refused");
        }
    }

    @Test
    void aHostNameThatTakesLongToFindDelaysTheRegistrationAndNothingElse() {
        try (ObtAgent agent = unnamedAgent().start()) {
            await().until(() -> ollama.requests("/api/tags") > 0);
            assertThat(agent.status().phase()).isEqualTo(Phase.STARTING);

            nameServer.complete("desk");
            await().until(() -> !server.heartbeats().isEmpty());
            assertThat(agent.clientId()).hasToString("desk");
        }
        assertThat(server.goodbyes()).containsExactly("r-1");
    }

    @Test
    void anAgentClosedBeforeItsHostNameIsFoundNeverRegisters() {
        ObtAgent agent = unnamedAgent().start();
        await().until(() -> ollama.requests("/api/tags") > 0);
        long began = System.nanoTime();
        agent.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));

        nameServer.complete("desk");
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("obt-report-host")));
        assertThat(server.connections()).isZero();
    }

    @Test
    void closesInTimeWhileTheServerHangsAndClosingAgainDoesNothing() {
        server.hang();
        ObtAgent agent = agent("desk").start();
        await().until(() -> server.connections() > 0);
        long began = System.nanoTime();
        agent.close();
        agent.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(agent.status().phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void aCloserInAHurryKeepsItsInterrupt() {
        ObtAgent agent = agent("desk").start();
        Thread.currentThread().interrupt();
        assertThatCode(agent::close).doesNotThrowAnyException();
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG", "STALL", "GARBAGE", "HUGE_BODY", "TRUNCATED", "REFUSE", "ERROR_HTML", "ERROR_JSON"})
    void anOllamaInTroubleDelaysNoHeartbeatAndIsSaidToBe(Fault fault) {
        try (ObtAgent agent = agent("desk").start()) {
            await().until(() -> server.heartbeats().size() >= 2);
            ollama.answerWith(fault);
            await().untilAsserted(() -> {
                HeartbeatRequest last = server.lastHeartbeat();
                assertThat(last.ollama().available()).isFalse();
                assertThat(last.ollama().error()).contains(ollama.url().toString());
            });
            assertThat(server.longestPause()).isLessThan(HEARTBEATS_ON_TIME);

            ollama.answerWith(Fault.NONE);
            await().until(() -> server.lastHeartbeat().ollama().available());
            assertThat(agent.status().phase()).isEqualTo(Phase.REPORTING);
        }
    }

    @Test
    void aSlowOllamaIsAvailableAndDelaysNoHeartbeat() {
        ollama.answerAfter(Duration.ofSeconds(1));
        try (ObtAgent agent = agent("desk").start()) {
            await().until(() -> server.heartbeats().size() >= 10);
            assertThat(server.heartbeats()).allMatch(beat -> beat.ollama().available());
            assertThat(server.longestPause()).isLessThan(HEARTBEATS_ON_TIME);
        }
    }

    @Test
    void aHugeInventoryIsCutToWhatAServerTakes() {
        ollama.answerWith(Fault.HUGE_INVENTORY);
        try (ObtAgent agent = agent("desk").start()) {
            await().until(() -> !server.heartbeats().isEmpty());
            assertThat(server.heartbeats().get(0).models()).hasSize(2_000);
        }
    }

    @Test
    void aModelThatIsInstalledIsReportedAtOnce() {
        server.intervalMillis(10_000);
        try (ObtAgent agent = agent("desk").start()) {
            await().until(() -> !server.heartbeats().isEmpty());
            ollama.install(SimulatedLibrary.model("qwen3:8b"));
            await().until(() -> server.lastHeartbeat().models() != null
                    && server.lastHeartbeat().models().size() == 2);
        }
    }

    @Test
    void aServerThatAcceptsAndStallsInTheMiddleIsCalledOnANewConnectionInTime() throws Exception {
        try (RawServer stalling = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
                .thenSilent()) {
            try (ObtAgent agent = ObtAgent.builder(stalling.url())
                    .clientId("desk")
                    .ollama(ollama.url())
                    .start()) {
                await().until(() -> stalling.accepted() == 1);
                long stalled = System.nanoTime();
                await().until(() -> stalling.accepted() >= 2);
                assertThat(Duration.ofNanos(System.nanoTime() - stalled)).isLessThan(Duration.ofSeconds(15));
                await().until(() -> stalling.closedByCaller() == 1);
                assertThat(agent.status().trouble()).contains("no whole answer within 10 s");
            }
        }
    }

    @Test
    void aKeptConnectionThatGoesDeadBetweenHeartbeatsIsReplacedInTime() {
        try (FaultyProxy network = FaultyProxy.to(server.address());
                ObtAgent agent = ObtAgent.builder(URI.create(
                                "http://127.0.0.1:" + network.address().getPort()))
                        .clientId("desk")
                        .ollama(ollama.url())
                        .start()) {
            await().until(() -> server.heartbeats().size() >= 3);
            assertThat(server.connectionsOfHeartbeats()).isEqualTo(1);

            network.freeze();
            await("the next heartbeat, on a new connection")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> server.connectionsOfHeartbeats() == 2);
            await().until(() -> agent.status().phase() == Phase.REPORTING);
            assertThat(server.registrations()).isEqualTo(1);
        }
    }

    @Test
    void connectionsAreKeptFromHeartbeatToHeartbeat() {
        try (ObtAgent agent = agent("desk").start()) {
            await().until(() -> server.heartbeats().size() >= 5);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void ofTwoAgentsWithOneIdTheFirstFallsSilent() {
        server.supersedes();
        try (ObtAgent first = agent("desk").start()) {
            await().until(() -> first.status().phase() == Phase.REPORTING);
            try (ObtAgent second = agent("desk").start()) {
                await().until(() -> first.status().phase() == Phase.SUPERSEDED);
                int before = server.heartbeats().size();
                await().until(() -> server.heartbeats().size() >= before + 5);
                assertThat(second.status().phase()).isEqualTo(Phase.REPORTING);
                assertThat(List.copyOf(server.heartbeats()).subList(before, before + 5))
                        .extracting(HeartbeatRequest::registrationId)
                        .containsOnly("r-2");
                assertThat(server.registrations()).isEqualTo(2);
            }
        }
        assertThat(server.goodbyes()).containsExactly("r-2");
    }

    private AgentBuilder unnamedAgent() {
        return new AgentBuilder(server.url(), () -> Optional.of(nameServer.join())).ollama(ollama.url());
    }

    private AgentBuilder agent(String id) {
        return ObtAgent.builder(server.url()).clientId(id).ollama(ollama.url());
    }
}
