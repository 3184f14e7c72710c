package io.obt.sdk;

import static io.obt.sdk.FakeServer.answers;
import static io.obt.sdk.FakeServer.refuses;
import static io.obt.sdk.FakeServer.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.ClientId;
import io.obt.client.Gpu;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.OllamaState;
import io.obt.client.Usage;
import io.obt.log.LogOf;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import io.obt.protocol.HeartbeatRequest;
import io.obt.protocol.ModelMessage;
import io.obt.protocol.RegistrationRequest;
import io.obt.sdk.AgentStatus.Phase;
import io.obt.time.ManualTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReporterTest {
    private static final OllamaState WELL = OllamaState.available("0.32.15");
    private static final Inventory TWO_MODELS = inventory("llama3.2", "qwen3:8b");

    private final ManualTime time = new ManualTime();
    private final FakeServer server = new FakeServer();
    private Observation observed = new Observation(WELL, TWO_MODELS, List.of(), Usage.UNKNOWN);
    private final Reporter reporter = reporter(() -> Hardware.UNKNOWN);

    @Test
    void registersAndReportsAtOnce() throws Exception {
        steps(2);

        assertThat(server.calls)
                .containsExactly("PUT /api/v1/clients/desk/registration", "POST /api/v1/clients/desk/heartbeats");
        RegistrationRequest registration = server.registrations.get(0);
        assertThat(registration.agentVersion()).isEqualTo("1.2.3");
        assertThat(registration.heartbeatIntervalMillis()).isEqualTo(3_000);
        assertThat(registration.labels()).containsEntry("site", "lab");
        assertThat(registration.allow()).containsExactly("load", "pull");
        assertThat(registration.hardware()).isNull();
        HeartbeatRequest heartbeat = server.lastHeartbeat();
        assertThat(heartbeat.registrationId()).isEqualTo("r-1");
        assertThat(heartbeat.ollama()).isEqualTo(WELL);
        assertThat(heartbeat.inventoryFingerprint()).isEqualTo(TWO_MODELS.fingerprint());
        assertThat(heartbeat.models()).extracting(ModelMessage::name).containsExactly("llama3.2:latest", "qwen3:8b");
        assertThat(reporter.status().phase()).isEqualTo(Phase.REPORTING);
    }

    @Test
    void everythingThatIsKnownOfAModelIsSent() throws Exception {
        observed = new Observation(
                WELL,
                Inventory.of(List.of(new InstalledModel(
                        new ModelDescriptor(
                                ModelName.of("a"),
                                "a".repeat(64),
                                1L << 40,
                                "gguf",
                                "llama",
                                List.of("llama"),
                                "3.2B",
                                "Q4_K_M",
                                4_096L,
                                List.of("completion", "tools"),
                                null),
                        Instant.EPOCH))),
                List.of(),
                Usage.UNKNOWN);
        steps(2);

        assertThat(server.lastHeartbeat().models())
                .containsExactly(ModelMessage.of(observed.inventory().models().get(0)));
    }

    @Test
    void keepsTheServersRhythmGiveOrTakeAFifth() throws Exception {
        steps(2);
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            waits.add(step());
        }
        assertThat(waits).allMatch(wait -> wait.toMillis() >= 8_000 && wait.toMillis() <= 12_000);
        assertThat(waits).anyMatch(wait -> wait.toMillis() < 8_200).anyMatch(wait -> wait.toMillis() > 11_800);
    }

    @Test
    void followsARhythmThatChanges() throws Exception {
        steps(3);
        server.intervalMillis = 60_000;
        step();
        assertThat(step()).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
        assertThat(reporter.interval()).isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void aRhythmBeyondReasonNeitherFloodsNorSilences(long millis) throws Exception {
        server.intervalMillis = millis;
        steps(2);
        assertThat(step()).isBetween(Duration.ofMillis(80), Duration.ofMinutes(12));
    }

    @Test
    void aStepBeforeItsTimeDoesNothing() throws Exception {
        step();
        Duration wait = reporter.step();
        int calls = server.calls.size();
        time.advance(Duration.ofSeconds(1));

        assertThat(reporter.step()).isEqualTo(wait.minusSeconds(1));
        assertThat(server.calls).hasSize(calls);
    }

    @Test
    void numbersItsReportsThroughRegistrations() throws Exception {
        steps(4);
        server.next(answers(404, "No client is registered as 'desk'"));
        steps(4);

        assertThat(server.heartbeats)
                .extracting(HeartbeatRequest::sequence)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(5);
    }

    @Test
    void sendsTheInventoryOnlyWhenItChanged() throws Exception {
        steps(6);
        assertThat(withModels()).hasSize(1);

        observed = new Observation(WELL, inventory("llama3.2"), List.of(), Usage.UNKNOWN);
        steps(4);
        assertThat(withModels()).hasSize(2);
        assertThat(withModels().get(1).models()).hasSize(1);
    }

    @Test
    void sendsTheInventoryAtOnceWhenAskedAndOnce() throws Exception {
        steps(4);
        server.sendInventory = true;
        step();
        assertThat(step()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));

        assertThat(withModels()).hasSize(2);
        int calls = server.calls.size();
        step(); // it goes on asking, and gets it at the rhythm of two for one, never in a loop
        step();
        assertThat(server.calls).hasSize(calls + 2);
    }

    @Test
    void newsIsSentAtOnce() throws Exception {
        steps(3);
        int heartbeats = server.heartbeats.size();

        observed = new Observation(OllamaState.unavailable("it hangs"), TWO_MODELS, null, Usage.UNKNOWN);
        reporter.step();
        assertThat(server.heartbeats).hasSize(++heartbeats);
        assertThat(server.lastHeartbeat().ollama().error()).isEqualTo("it hangs");
        assertThat(server.lastHeartbeat().loaded()).isNull();

        observed = new Observation(WELL, inventory("new"), List.of(), Usage.UNKNOWN);
        reporter.step();
        assertThat(server.heartbeats).hasSize(++heartbeats);

        observed = new Observation(WELL, inventory("new"), List.of(loaded("new", Instant.EPOCH)), Usage.UNKNOWN);
        reporter.step();
        assertThat(server.heartbeats).hasSize(++heartbeats);

        // A model's expiry moves with each use: no news.
        observed = new Observation(
                WELL, inventory("new"), List.of(loaded("new", Instant.EPOCH.plusSeconds(9))), Usage.UNKNOWN);
        reporter.step();
        assertThat(server.heartbeats).hasSize(heartbeats);
    }

    @Test
    void newsDoesNotShortenThePauseOfAServerInTrouble() throws Exception {
        steps(2);
        server.always(answers(503, "The store is away", "30"));
        reporter.step();
        int calls = server.calls.size();

        observed = new Observation(WELL, inventory("new"), List.of(), Usage.UNKNOWN);

        assertThat(reporter.step()).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(server.calls).hasSize(calls);
    }

    @Test
    void waitsForTheFirstLookAtOllamaBeforeItsFirstReport() throws Exception {
        Observation later = observed;
        observed = null;
        step();
        for (int i = 0; i < 5; i++) {
            assertThat(step()).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(server.heartbeats).isEmpty();

        observed = later;
        step();
        assertThat(server.heartbeats).hasSize(1);
    }

    @Test
    void anUnknownClientRegistersAgainAtOnce() throws Exception {
        steps(3);
        server.next(answers(404, "No client is registered as 'desk'"));
        server.registrationId = "r-2";
        assertThat(step()).isZero();
        steps(2);

        assertThat(server.registrations).hasSize(2);
        assertThat(server.registrations.get(1).instanceId())
                .isEqualTo(server.registrations.get(0).instanceId());
        assertThat(server.lastHeartbeat().registrationId()).isEqualTo("r-2");
    }

    @Test
    void aServerThatForgetsAtOnceIsNotFlooded() throws Exception {
        for (int i = 0; i < 100; i++) {
            server.next(server::registered).next(answers(404, "No client is registered as 'desk'"));
        }
        Duration waited = Duration.ZERO;
        for (int i = 0; i < 40; i++) {
            waited = waited.plus(step());
        }
        assertThat(waited).isGreaterThan(Duration.ofMinutes(3));
    }

    @Test
    void theSupersededFallsSilentAndSaysSoOnce() throws Exception {
        steps(3);
        server.next(answers(409, "Another agent has registered as 'desk'"));
        try (LogOf log = LogOf.type(Reporter.class)) {
            step();
            int calls = server.calls.size();
            for (int i = 0; i < 100; i++) {
                time.advance(Duration.ofHours(1));
                assertThat(reporter.step()).isEqualTo(Reporter.FOR_EVER);
            }
            assertThat(server.calls).hasSize(calls);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN ")
                    .contains("'desk'", "http://obt.lan:8881", "another client id");
        }
        assertThat(reporter.status().phase()).isEqualTo(Phase.SUPERSEDED);
        assertThat(reporter.registrationId()).isEmpty();
    }

    @Test
    void aDisputedIdIsClaimedAgainSlowly() throws Exception {
        server.always(answers(409, "Two agents claim 'desk'"));
        for (int i = 0; i < 10; i++) {
            assertThat(step()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
        }
        assertThat(reporter.status().trouble()).contains("Two agents claim 'desk'");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 421, 429, 500, 503})
    void whatTheServerSaidIsLoggedAndTriedAgain(int status) throws Exception {
        server.next(answers(status, "The host name obt is not mine"));
        try (LogOf log = LogOf.type(Reporter.class)) {
            assertThat(step()).isLessThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(log.lines())
                    .containsExactly("WARN The OBT server at http://obt.lan:8881 answered " + status
                            + ": The host name obt is not mine");
            time.advance(Duration.ofMinutes(1));
            steps(2);
            assertThat(log.lines().get(1)).startsWith("INFO ").contains("takes reports again");
        }
    }

    @Test
    void aServerThatAsksForAPauseGetsIt() throws Exception {
        server.next(answers(503, "The store is away", "7"));
        assertThat(step()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8));
        server.next(answers(503, "The store is away", "Sat, 01 Aug 2026 10:00:37 GMT"));
        assertThat(step()).isBetween(Duration.ofSeconds(28), Duration.ofSeconds(33));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "[]", "{\"registrationId\":7}", "{\"registrationId\":\"\"}"})
    void anAnswerThatNoObtServerGivesIsAFailure(String body) throws Exception {
        server.next(says(200, body));
        step();
        assertThat(reporter.status().trouble()).contains("no OBT server says");
        server.next(says(502, body));
        step();
        assertThat(reporter.status().trouble()).contains("answered 502 without a reason");
    }

    @Test
    void anInventoryThatIsRefusedNeverCostsTheHeartbeat() throws Exception {
        step();
        server.next(answers(422, "At most 3 models are taken"));
        steps(4);

        assertThat(withModels()).hasSize(1);
        assertThat(reporter.status().phase()).isEqualTo(Phase.REPORTING);
        observed = new Observation(WELL, inventory("fewer"), List.of(), Usage.UNKNOWN);
        step();
        assertThat(withModels()).hasSize(2);
    }

    @Test
    void anInventoryThatIsTooLongIsCutToWhatAServerTakes() throws Exception {
        String longName = "n".repeat(80);
        observed = new Observation(
                WELL,
                Inventory.of(IntStream.range(0, 2_000)
                        .mapToObj(i -> new InstalledModel(
                                new ModelDescriptor(
                                        ModelName.of(longName + "/" + longName + ":" + i),
                                        "a".repeat(64),
                                        1L << 40,
                                        "gguf",
                                        "f".repeat(250),
                                        List.of("f".repeat(250)),
                                        null,
                                        null,
                                        null,
                                        null,
                                        null),
                                null))
                        .toList()),
                List.of(),
                Usage.UNKNOWN);
        try (LogOf log = LogOf.type(HeartbeatBody.class)) {
            steps(2);
            assertThat(log.lines()).singleElement().asString().contains("of 2000 models are reported");
        }
        assertThat(HeartbeatBody.of(server.lastHeartbeat()).length).isBetween(700_000, 1_000_000);
    }

    @Test
    void aDayWithoutServerCostsALineAMinuteAndNoMemory() throws Exception {
        steps(3);
        server.always(refuses());
        try (LogOf log = LogOf.type(Reporter.class)) {
            Duration away = Duration.ZERO;
            int tries = 0;
            while (away.compareTo(Duration.ofHours(24)) < 0) {
                away = away.plus(step());
                tries++;
                assertThat(reporter.status().phase()).isEqualTo(Phase.NO_CONTACT);
            }
            assertThat(tries).isBetween(1_440, 6_000);
            List<String> lines = log.lines();
            assertThat(lines).hasSizeLessThanOrEqualTo(24 * 60 + 1);
            assertThat(lines.get(0))
                    .isEqualTo("WARN No contact with the OBT server at http://obt.lan:8881 (connection refused);"
                            + " trying again until it answers");
            assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("DEBUG "));

            server.always(null);
            steps(20);
            assertThat(log.lines().subList(lines.size(), log.lines().size()))
                    .singleElement()
                    .asString()
                    .startsWith("INFO The OBT server at http://obt.lan:8881 takes reports again (after " + tries);
        }
    }

    @Test
    void hardwareThatCannotBeFoundOutIsUnknown() throws Exception {
        Reporter unlucky = reporter(() -> {
            throw new IllegalStateException("no such tool");
        });
        unlucky.step();
        assertThat(server.registrations.get(0).hardware()).isNull();

        Hardware known =
                new Hardware("desk", "Linux", "amd64", "CPU", 8, 1L << 34, null, List.of(new Gpu("A100", 1L, null)));
        reporter(() -> known).step();
        assertThat(server.registrations.get(1).hardware()).isEqualTo(known);
    }

    private Reporter reporter(Supplier<Hardware> hardware) {
        Claimant claimant = new Claimant(
                ClientName.given(new ClientId("desk")),
                "1.2.3",
                Duration.ofSeconds(3),
                Labels.parse("site=lab"),
                hardware,
                Set.of("pull", "load"));
        ServerCalls calls = new ServerCalls(URI.create("http://obt.lan:8881"), claimant.name(), server, time);
        return new Reporter(
                calls, Credentials.NONE, claimant, () -> Optional.ofNullable(observed), time, new SplittableRandom(42));
    }

    /** One step, after which the time it asks for has passed. */
    private Duration step() throws InterruptedException {
        Duration wait = reporter.step();
        time.advance(wait);
        return wait;
    }

    private void steps(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    private List<HeartbeatRequest> withModels() {
        return server.heartbeats.stream().filter(beat -> beat.models() != null).toList();
    }

    private static Inventory inventory(String... names) {
        return Inventory.of(List.of(names).stream()
                .map(name -> new InstalledModel(ModelDescriptor.of(ModelName.of(name), null, 1L), null))
                .toList());
    }

    private static LoadedModel loaded(String name, Instant expiresAt) {
        return new LoadedModel(ModelName.of(name), null, 1L, 1L, 4_096L, expiresAt);
    }
}
