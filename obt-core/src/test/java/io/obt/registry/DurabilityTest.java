package io.obt.registry;

import static io.obt.client.ClientStatus.LEFT;
import static io.obt.client.ClientStatus.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.catalog.CatalogModel;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.client.Usage;
import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
import io.obt.model.Inventory;
import io.obt.store.Samples;
import io.obt.store.StoreUnavailableException;
import io.obt.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What was acknowledged is kept, and what could not be kept did not happen. */
final class DurabilityTest {
    private final TestFleet fleet = new TestFleet();
    private final TestAgent desk = fleet.agent("desk");

    @Test
    void acknowledgedRegistrationSurvivesAKill() {
        desk.register();
        fleet.restart();
        assertThat(fleet.client("desk").client().registration().id()).isEqualTo(desk.registrationId());
        assertThat(desk.beat().status()).isEqualTo(ONLINE);
    }

    @Test
    void acknowledgedTakeoverSurvivesAKill() {
        desk.online();
        fleet.flush();
        TestAgent other = fleet.agent("desk", "another-process", "10.0.0.2").register();
        fleet.restart();
        assertThatThrownBy(desk::beat).isInstanceOf(SupersededException.class);
        assertThat(other.beat().status()).isEqualTo(ONLINE);
    }

    @Test
    void acknowledgedGoodbyeSurvivesAKill() {
        desk.online();
        desk.leave();
        fleet.restart();
        assertThat(fleet.status("desk")).isEqualTo(LEFT);
    }

    @Test
    void registrationThatCannotBeKeptChangesNothing() {
        long event = fleet.now();
        fleet.store().breakDown();
        assertThatThrownBy(desk::register).isInstanceOf(StoreUnavailableException.class);
        assertThat(fleet.fleet().registry().client(new ClientId("desk"))).isEmpty();
        assertThat(fleet.storySince(event)).isEmpty();
        assertThatThrownBy(desk::beat).isInstanceOf(UnknownClientException.class);

        fleet.store().repair();
        assertThat(desk.online().beat().status()).isEqualTo(ONLINE);
    }

    @Test
    void takeoverThatCannotBeKeptLeavesTheIdWhereItWas() {
        desk.online();
        ClientSnapshot before = fleet.client("desk");
        fleet.store().breakDown();
        assertThatThrownBy(
                        () -> fleet.agent("desk", "another-process", "10.0.0.2").register())
                .isInstanceOf(StoreUnavailableException.class);

        assertThat(fleet.client("desk")).isEqualTo(before);
        assertThat(desk.beat().status()).isEqualTo(ONLINE);
        fleet.store().repair();
        fleet.flush();
        fleet.restart();
        assertThat(desk.beat().status()).isEqualTo(ONLINE);
    }

    @Test
    void repeatedRegistrationIsAnsweredAlsoWhileTheStoreIsAway() {
        desk.online();
        String registration = desk.registrationId();
        fleet.store().breakDown();
        desk.register();
        assertThat(desk.registrationId()).isEqualTo(registration);
    }

    @Test
    void goodbyeThatCannotBeKeptChangesNothing() {
        desk.online();
        fleet.store().breakDown();
        long event = fleet.now();
        assertThatThrownBy(desk::leave).isInstanceOf(StoreUnavailableException.class);
        assertThat(fleet.status("desk")).isEqualTo(ONLINE);
        assertThat(desk.beat().status()).isEqualTo(ONLINE);
        assertThat(fleet.storySince(event)).isEmpty();
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenWhenTheStoreIsBack() {
        desk.online();
        fleet.flush();
        fleet.store().breakDown();
        desk.beatWith(Samples.model("llama3.2", '1'));
        desk.beatWith(Samples.model("qwen3", '2'));
        fleet.flush();
        fleet.flush();
        fleet.store().repair();
        fleet.flush();

        assertStoredIsShown();
        assertThat(fleet.store().events(EventFilter.ALL, 0, 100)).isEqualTo(fleet.events());
        int writes = fleet.store().writes().size();
        fleet.flush();
        assertThat(fleet.store().writes()).as("nothing is written twice").hasSize(writes);
    }

    @Test
    void faultNobodyExpectedLosesNothingEither() {
        desk.online();
        fleet.store().breakDown(new IllegalStateException("a fault of the store's own"));
        assertThatThrownBy(fleet::flush).isInstanceOf(IllegalStateException.class);
        fleet.store().repair();
        fleet.flush();
        assertStoredIsShown();
        assertThat(fleet.store().events(EventFilter.ALL, 0, 100)).isEqualTo(fleet.events());
    }

    // An event is told inside the client's own update: what is then flushed must not be the client of before it.
    @Test
    void changeUnderWayDuringAFlushIsNotLost() throws Exception {
        desk.register();
        fleet.flush();
        AtomicReference<Thread> flusher = new AtomicReference<>();
        Runnable end = fleet.fleet().events().follow(() -> {
            Thread thread = new Thread(fleet::flush, "flush");
            flusher.set(thread);
            thread.start();
            while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
        });
        desk.beat();
        end.run();
        flusher.get().join();
        fleet.flush();
        assertStoredIsShown();
    }

    // The registration is made of what was known before, and written over what was reported and flushed since.
    @Test
    void reportFlushedWhileAnotherProcessRegistersIsNotLost() {
        ManualTime time = new ManualTime();
        UnreliableStore store = new UnreliableStore();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        AtomicInteger registrations = new AtomicInteger();
        Fleet raced = Fleet.open(store, LeasePolicy.defaults(), time, () -> {
            meanwhile.get().run();
            return "registration-" + registrations.incrementAndGet();
        });
        raced.registrar().register(desk.id(), desk.claim());
        meanwhile.set(() -> {
            Inventory models = Inventory.of(Samples.models(3));
            raced.registry()
                    .heartbeat(
                            desk.id(),
                            new Report("registration-1", 1, TestAgent.WELL, null, models, null, Usage.UNKNOWN));
            raced.keeper().flush();
        });
        raced.registrar()
                .register(
                        desk.id(),
                        fleet.agent("desk", "another-process", "10.0.0.2").claim());
        raced.keeper().flush();
        assertThat(store.clients())
                .containsExactly(
                        raced.registry().client(desk.id()).orElseThrow().client());
        assertThat(store.clients().get(0).inventory().models()).hasSize(3);
    }

    @Test
    void flushWritesEverythingInOneGo() {
        List<TestAgent> agents = fleet.online(20);
        fleet.flush();
        int writes = fleet.store().writes().size();
        agents.forEach(agent -> agent.beatWith(Samples.model("llama3.2", '1')));
        agents.forEach(agent -> agent.beatWith(Samples.model("llama3.2", '2')));
        fleet.flush();
        assertThat(fleet.store().writes()).hasSize(writes + 1);
        assertThat(fleet.store().writes().get(writes).clients()).hasSize(20);
        assertThat(fleet.store().writes().get(writes).events())
                .extracting(FleetEvent::clientId)
                .hasSize(20);
        assertStoredIsShown();
    }

    @Test
    void everythingKnownIsThereAfterARestart() {
        desk.register(desk.claim(Samples.DESK.labels(), Samples.DESK.hardware()));
        desk.beatWith(Samples.DESK.inventory());
        desk.beatLoaded(Samples.DESK.loaded());
        fleet.flush();
        Client before = fleet.client("desk").client();
        List<CatalogModel> models = fleet.models();
        fleet.restart();

        assertThat(fleet.client("desk").client()).isEqualTo(before);
        assertThat(fleet.models()).isEqualTo(models);
    }

    private void assertStoredIsShown() {
        List<Client> shown = fleet.fleet().registry().clients().stream()
                .map(ClientSnapshot::client)
                .toList();
        assertThat(fleet.stored()).containsExactlyInAnyOrderElementsOf(shown);
    }

    @Test
    void lagIsHowOldTheOldestChangeMayBeThatNoStoreHas() {
        fleet.flush();
        assertThat(fleet.fleet().keeper().lag()).isZero();
        fleet.time().advance(Duration.ofSeconds(100));
        assertThat(fleet.fleet().keeper().lag()).as("nothing to keep").isZero();

        fleet.flush();
        desk.online();
        fleet.time().advance(Duration.ofSeconds(3));
        assertThat(fleet.fleet().keeper().lag()).isEqualTo(Duration.ofSeconds(3));

        fleet.store().breakDown();
        fleet.flush();
        fleet.time().advance(Duration.ofSeconds(4));
        assertThat(fleet.fleet().keeper().lag()).isEqualTo(Duration.ofSeconds(7));

        fleet.store().repair();
        fleet.flush();
        assertThat(fleet.fleet().keeper().lag()).isZero();
    }
}
