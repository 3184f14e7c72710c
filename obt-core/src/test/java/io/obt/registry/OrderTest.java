package io.obt.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.ClientSnapshot;
import io.obt.client.OllamaState;
import io.obt.client.Usage;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import io.obt.store.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is late, repeated, out of order or told by a wrong clock changes nothing (promises L7 and L4). */
final class OrderTest {
    private static final Duration TEN_YEARS = Duration.ofDays(3_653);

    @Test
    void repeatedHeartbeatChangesNothingAndIsAnswered() {
        TestFleet fleet = new TestFleet();
        TestAgent desk = fleet.agent("desk").online();
        Report report = desk.report(TestAgent.ILL, null, null);
        HeartbeatAnswer first = desk.send(report);
        ClientSnapshot before = fleet.client("desk");
        long event = fleet.now();
        fleet.time().advance(Duration.ofSeconds(7));

        assertThat(desk.send(report)).isEqualTo(first);
        assertThat(fleet.client("desk")).as("its lease is not renewed either").isSameAs(before);
        assertThat(fleet.storySince(event)).isEmpty();
    }

    @Test
    void olderHeartbeatChangesNothing() {
        TestFleet fleet = new TestFleet();
        TestAgent desk = fleet.agent("desk").online();
        Report late = desk.report(TestAgent.ILL, Inventory.of(Samples.models(3)), List.of());
        desk.beat();
        ClientSnapshot before = fleet.client("desk");

        desk.send(late);
        assertThat(fleet.client("desk")).isSameAs(before);
    }

    @Test
    void sequenceBeginsAnewWithARegistration() {
        TestFleet fleet = new TestFleet();
        TestAgent desk = fleet.agent("desk").online();
        IntStream.range(0, 50).forEach(i -> desk.beat());
        TestAgent restarted = fleet.agent("desk", "another-process", "10.0.0.1").register();
        restarted.beat(TestAgent.ILL);
        assertThat(fleet.statusReason("desk")).isEqualTo(TestAgent.ILL.error());
    }

    @Test
    void sequenceGoesOnAcrossARestartOfTheServer() {
        TestFleet fleet = new TestFleet();
        TestAgent desk = fleet.agent("desk").online();
        desk.beat();
        fleet.flush();
        fleet.restart();
        Instant before = fleet.client("desk").contact().lastSeen();
        fleet.passSeconds(5);
        desk.beat();
        assertThat(fleet.client("desk").contact().lastSeen()).isAfter(before);
    }

    // Two fleets hear the same agent at the same moments, one of them through a network that repeats, delays and
    // reorders.
    @Test
    void duplicateLateAndReorderedHeartbeatsChangeNothing() {
        Seeds.each(40, random -> {
            TestFleet clean = new TestFleet();
            TestFleet noisy = new TestFleet();
            TestAgent toClean = clean.agent("desk").register();
            TestAgent toNoisy = noisy.agent("desk").register();
            List<Report> sent = new ArrayList<>();
            for (int beat = 0; beat < 30; beat++) {
                Duration pause = Duration.ofMillis(random.nextInt(25_000));
                clean.pass(pause);
                noisy.pass(pause);
                Report report = randomReport(random, beat, Duration.ZERO);
                toClean.send(with(report, toClean));
                sent.add(with(report, toNoisy));
                toNoisy.send(sent.get(beat));
                for (int noise = random.nextInt(4); noise > 0; noise--) {
                    toNoisy.send(sent.get(random.nextInt(sent.size())));
                }
                assertAlike(noisy, clean);
            }
        });
    }

    @Test
    void clientsClockWrongByTenYearsChangesNothing() {
        Seeds.each(40, random -> {
            TestFleet right = new TestFleet();
            TestFleet wrong = new TestFleet();
            TestAgent toRight = right.agent("desk").register();
            TestAgent toWrong = wrong.agent("desk").register();
            Duration error = random.nextBoolean() ? TEN_YEARS : TEN_YEARS.negated();
            for (int beat = 0; beat < 30; beat++) {
                Duration pause = Duration.ofMillis(random.nextInt(90_000));
                right.pass(pause);
                wrong.pass(pause);
                long seed = random.nextLong();
                toRight.send(with(randomReport(new Random(seed), beat, Duration.ZERO), toRight));
                toWrong.send(with(randomReport(new Random(seed), beat, error), toWrong));

                assertThat(wrong.story()).isEqualTo(right.story());
                assertThat(wrong.client("desk").contact())
                        .isEqualTo(right.client("desk").contact());
                assertThat(wrong.client("desk").client().condition())
                        .isEqualTo(right.client("desk").client().condition());
                assertThat(wrong.models()).isEqualTo(right.models());
            }
        });
    }

    private static void assertAlike(TestFleet fleet, TestFleet expected) {
        assertThat(fleet.client("desk")).isEqualTo(expected.client("desk"));
        assertThat(fleet.events()).isEqualTo(expected.events());
        assertThat(fleet.models()).isEqualTo(expected.models());
    }

    private static Report with(Report report, TestAgent agent) {
        return new Report(
                agent.registrationId(),
                report.sequence(),
                report.ollama(),
                report.fingerprint(),
                report.inventory(),
                report.loaded(),
                report.usage());
    }

    private static Report randomReport(Random random, long sequence, Duration clockError) {
        Instant told = Samples.AT.plus(clockError);
        OllamaState ollama = random.nextInt(3) == 0 ? TestAgent.ILL : TestAgent.WELL;
        List<InstalledModel> models = new ArrayList<>();
        List<LoadedModel> loaded = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            if (random.nextBoolean()) {
                String digest = Samples.digest(random.nextBoolean() ? '1' : '2');
                models.add(new InstalledModel(ModelDescriptor.of(ModelName.of(name), digest, 7L), told));
            }
            if (random.nextInt(3) == 0) {
                loaded.add(new LoadedModel(ModelName.of(name), null, null, null, null, told));
            }
        }
        Inventory inventory = random.nextInt(3) == 0 ? null : Inventory.of(models);
        Usage usage = new Usage(random.nextDouble(), null, null, null);
        return new Report("", sequence, ollama, null, inventory, random.nextInt(3) == 0 ? null : loaded, usage);
    }
}
