package io.obt.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.OllamaState;
import io.obt.client.Usage;
import io.obt.model.InstalledModel;
import io.obt.registry.Report;
import io.obt.registry.SupersededException;
import io.obt.registry.TestAgent;
import io.obt.registry.TestFleet;
import io.obt.store.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person should look at, worst first. */
final class AttentionTest {
    private static final OllamaState ILL = OllamaState.unavailable("connection refused");

    private final TestFleet fleet = new TestFleet();

    private List<Attention.Item> items() {
        return Attention.of(fleet.fleet(), fleet.time().nanos()).items();
    }

    private List<String> told() {
        return items().stream()
                .map(item -> item.kind() + " " + (item.clientId() == null ? item.model() : item.clientId()))
                .toList();
    }

    private void fight(String id) {
        TestAgent one = fleet.agent(id, "one", "10.0.0.1").online();
        fleet.agent(id, "two", "10.0.0.2").online();
        assertThatThrownBy(one::beat).isInstanceOf(SupersededException.class);
    }

    private void withDisk(String id, Long size, Long free) {
        TestAgent agent = fleet.agent(id);
        agent.register(agent.claim(Labels.NONE, new Hardware(null, null, null, null, null, null, size, null)));
        agent.send(new Report(
                agent.registrationId(),
                1,
                OllamaState.available(null),
                null,
                null,
                null,
                new Usage(null, null, free, null)));
    }

    @Test
    void fleetThatIsWellNeedsNone() {
        fleet.online(3);
        fleet.agent("left").online().leave();
        assertThat(items()).isEmpty();
    }

    @Test
    void worstKindComesFirstAndOfOneKindWhatCameLast() {
        fleet.agent("gone-b").online();
        fleet.agent("gone-a").online();
        TestAgent ill = fleet.agent("ill-early").register();
        List<TestAgent> well = fleet.online(20);
        fleet.pass(Duration.ofSeconds(100), well);
        ill.register();
        ill.beat(ILL);
        fleet.agent("gone-late-no-stale").online();
        fleet.passSeconds(35, well.toArray(TestAgent[]::new));
        ill.beat(ILL);
        fleet.agent("ill-late").register().beat(ILL);
        well.get(0).beatWith(Samples.model("llama3.2", 'a'));
        well.get(1).beatWith(Samples.model("llama3.2", 'b'), Samples.model("phi", 'a'));
        withDisk("full", 100L, 1L);
        fight("torn");

        assertThat(told())
                .containsExactly(
                        "OFFLINE gone-a",
                        "OFFLINE gone-b",
                        "CONFLICT torn",
                        "DEGRADED ill-late",
                        "DEGRADED ill-early",
                        "STALE gone-late-no-stale",
                        "DISK full",
                        "DRIFT llama3.2:latest");
        assertThat(items())
                .allMatch(item -> !item.reason().isBlank() && !item.nextStep().isBlank());
    }

    @Test
    void clientInTroubleIsToldOnceWithTheReasonOfItsStatus() {
        fleet.agent("desk").register().beat(ILL);
        Attention.Item item = items().get(0);
        assertThat(items()).hasSize(1);
        assertThat(item.reason()).isEqualTo("connection refused");
        assertThat(item.since()).isEqualTo(fleet.time().now());
        assertThat(item.nextStep()).contains("ollama serve");
        assertThat(item.clients()).isNull();
    }

    @Test
    void clientThatComesAndGoesIsToldWhileItIsWellUntilItHasBeenQuiet() {
        TestAgent agent = fleet.agent("desk").online();
        for (int i = 0; i < 3; i++) {
            agent.beat(ILL);
            agent.beat(ILL);
            agent.beat();
        }
        assertThat(told()).containsExactly("FLAPPING desk");

        agent.beat(ILL);
        agent.beat(ILL);
        assertThat(told()).containsExactly("DEGRADED desk");

        agent.beat();
        fleet.pass(Duration.ofMinutes(10), List.of(agent));
        assertThat(told()).isEmpty();
    }

    @Test
    void clientThatNeverReportedIsAMatterOfItsAgentAndNotOfOllama() {
        fleet.agent("desk").register();
        assertThat(items()).singleElement().satisfies(item -> {
            assertThat(item.reason()).isEqualTo("no report yet");
            assertThat(item.nextStep()).contains("agent").doesNotContain("ollama");
        });
    }

    @Test
    void conflictNamesBothAddressesUntilItIsOver() {
        fight("desk");
        assertThat(items()).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo(Attention.Kind.CONFLICT);
            assertThat(item.reason()).contains("10.0.0.1", "10.0.0.2");
            assertThat(item.since()).isEqualTo(fleet.time().now());
            assertThat(item.nextStep()).contains("CLIENT_ID");
        });

        fleet.time().advance(Duration.ofMinutes(5).plusNanos(1));
        assertThat(told()).containsExactly("STALE desk");
    }

    @Test
    void clientInConflictThatIsGoneIsOfflineAndSaysWhy() {
        List<TestAgent> well = fleet.online(20);
        fight("desk");
        fleet.pass(Duration.ofSeconds(120), well);
        assertThat(items()).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo(Attention.Kind.OFFLINE);
            assertThat(item.reason()).contains("silent for", "10.0.0.1 and 10.0.0.2");
            assertThat(item.nextStep()).contains("CLIENT_ID");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "100, 5, true",
        "100, 6, false",
        "1000, 50, true",
        "1000, 51, false",
        "100, 0, true",
        "100, 200, false",
        "0, 0, false",
        ", 0, false",
        "100, , false",
        "9223372036854775807, 1, true"
    })
    void diskIsFullAtNinetyFivePercent(Long size, Long free, boolean full) {
        withDisk("desk", size, free);
        assertThat(told()).isEqualTo(full ? List.of("DISK desk") : List.of());
    }

    @Test
    void diskOfAClientOutOfContactIsNotKnown() {
        withDisk("desk", 100L, 1L);
        assertThat(items().get(0).reason()).isEqualTo("the disk of its models is 99 % full");
        fleet.time().advance(Duration.ofSeconds(31));
        assertThat(told()).containsExactly("STALE desk");
    }

    @Test
    void driftCountsDigestsAndCopiesAndNoCloudStub() {
        fleet.agent("a").online().beatWith(Samples.model("llama3.2", 'a'), Samples.model("gpt-oss:120b-cloud", 'a'));
        fleet.agent("b").online().beatWith(Samples.model("LLAMA3.2", 'b'));
        fleet.agent("c").online().beatWith(Samples.model("llama3.2", 'b'));
        fleet.agent("d").online().beatWith(new InstalledModel(Samples.cloudStub(), null));
        assertThat(items()).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo(Attention.Kind.DRIFT);
            assertThat(item.clientId()).isNull();
            assertThat(item.clients()).isEqualTo(3);
            assertThat(item.reason()).isEqualTo("2 different digests on 3 clients");
            assertThat(item.nextStep()).containsIgnoringCase("ollama pull llama3.2:latest");
        });
    }
}
