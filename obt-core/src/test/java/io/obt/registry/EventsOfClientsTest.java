package io.obt.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.OllamaState;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import io.obt.store.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a client, and what is not. */
final class EventsOfClientsTest {
    private final TestFleet fleet = new TestFleet();
    private final TestAgent desk = fleet.agent("desk");

    private void assertTold(Runnable happening, String... story) {
        long before = fleet.now();
        happening.run();
        assertThat(fleet.storySince(before)).containsExactly(story);
    }

    @Test
    void registrationIsToldAloneUntilTheFirstReport() {
        assertTold(desk::register, "CLIENT_REGISTERED desk");
        assertTold(() -> fleet.passSeconds(50));
        assertTold(desk::beat, "CLIENT_ONLINE desk");
        assertThat(fleet.events(EventType.CLIENT_REGISTERED).get(0).detail())
                .isEqualTo("Agent 0.1.0 registered from 10.0.0.1");
    }

    @Test
    void firstReportIsToldAlsoWhenItIsBad() {
        desk.register();
        assertTold(() -> desk.beat(TestAgent.ILL), "CLIENT_DEGRADED desk");
        assertThat(fleet.events(EventType.CLIENT_DEGRADED).get(0).detail()).isEqualTo(TestAgent.ILL.error());
    }

    @Test
    void statusIsToldWhenItChangesOnly() {
        desk.online();
        assertTold(desk::beat);
        assertTold(() -> desk.beat(TestAgent.ILL));
        assertTold(() -> desk.beat(TestAgent.ILL), "CLIENT_DEGRADED desk");
        assertTold(() -> desk.beat(OllamaState.unavailable("Ollama hangs")));
        assertTold(desk::beat, "CLIENT_ONLINE desk");
        assertTold(() -> fleet.passSeconds(55));
        assertTold(() -> fleet.passSeconds(700), "CLIENT_OFFLINE desk");
        assertTold(desk::beat, "CLIENT_ONLINE desk");
        assertTold(desk::leave, "CLIENT_LEFT desk");
        assertTold(() -> fleet.passSeconds(100));
    }

    @Test
    void registeringAgainTellsNothingElseWhenAllIsAsBefore() {
        desk.online();
        desk.beatWith(Samples.model("llama3.2", '1'));
        TestAgent restarted = fleet.agent("desk", "another-process", "10.0.0.1");
        assertTold(restarted::register, "CLIENT_REGISTERED desk");
        assertTold(() -> restarted.beatWith(Samples.model("llama3.2", '1')));
    }

    @Test
    void clientThatComesBackIsToldByItsReport() {
        desk.online();
        desk.leave();
        assertTold(desk::register, "CLIENT_REGISTERED desk");
        assertTold(desk::beat, "CLIENT_ONLINE desk");
        assertTold(() -> fleet.passSeconds(200), "CLIENT_OFFLINE desk");
        TestAgent restarted = fleet.agent("desk", "another-process", "10.0.0.1");
        assertTold(restarted::register, "CLIENT_REGISTERED desk");
        assertTold(() -> restarted.beat(TestAgent.ILL), "CLIENT_DEGRADED desk");
    }

    @Test
    void firstInventoryDidNotHappenNow() {
        desk.register();
        assertTold(() -> desk.beatWith(Inventory.of(Samples.models(20))), "CLIENT_ONLINE desk");
    }

    @Test
    void modelsInMemoryAtTheFirstInventoryDidNotHappenNowEither() {
        desk.register();
        assertTold(
                () -> desk.send(desk.report(
                        TestAgent.WELL,
                        Inventory.of(Samples.models(2)),
                        List.of(Samples.DESK.loaded().get(0)))),
                "CLIENT_ONLINE desk");
    }

    @Test
    void laterInventoryTellsWhatCameWentAndChanged() {
        desk.register();
        desk.beatWith();
        assertTold(
                () -> desk.beatWith(Samples.model("b", '1'), Samples.model("a", '1')),
                "MODEL_INSTALLED desk a:latest",
                "MODEL_INSTALLED desk b:latest");
        assertTold(
                () -> desk.beatWith(Samples.model("a", '2'), Samples.model("c", '1')),
                "MODEL_INSTALLED desk c:latest",
                "MODEL_REMOVED desk b:latest",
                "MODEL_CHANGED desk a:latest");
        assertTold(() -> desk.beatWith(Samples.model("a", '2'), Samples.model("c", '1')));
        assertThat(fleet.events(EventType.MODEL_CHANGED).get(0).detail())
                .isEqualTo("a:latest was replaced by another version");
    }

    @Test
    void whatCannotBeComparedIsNoChange() {
        desk.online();
        desk.beatWith(Samples.model("a", '1'));
        InstalledModel unknown = new InstalledModel(ModelDescriptor.of(ModelName.of("a"), null, 9L), Samples.AT);
        assertTold(() -> desk.beatWith(unknown));
        assertTold(() -> desk.beatWith(Samples.model("A", '2')));
        assertTold(() -> desk.beatWith(new Inventory("another", List.of(Samples.model("a", '2')))));
    }

    @Test
    void modelsThatComeIntoMemoryAndGoAreTold() {
        desk.online();
        desk.beatWith(Samples.model("a", '1'), Samples.model("b", '1'));
        assertTold(() -> desk.beatLoaded("b", "a"), "MODEL_LOADED desk a:latest", "MODEL_LOADED desk b:latest");
        assertTold(() -> desk.beatLoaded("B", "a"));
        assertTold(() -> desk.beatLoaded("a", "c"), "MODEL_LOADED desk c:latest", "MODEL_UNLOADED desk b:latest");
        assertTold(desk::beat);
        assertTold(() -> desk.beatLoaded(), "MODEL_UNLOADED desk a:latest", "MODEL_UNLOADED desk c:latest");
    }

    @Test
    void restartOfTheServerTellsNothingOfItsClients() {
        desk.register();
        desk.beatWith(Samples.model("a", '1'));
        desk.beatLoaded("a");
        fleet.flush();
        fleet.restart();
        assertTold(() -> {
            fleet.passSeconds(5);
            desk.beatWith(Samples.model("a", '1'));
            desk.beatLoaded("a");
            fleet.passSeconds(30, desk);
        });
    }

    @Test
    void firstReportAfterARestartOfTheServerIsTold() {
        desk.register();
        fleet.restart();
        assertTold(() -> desk.beat(TestAgent.ILL), "CLIENT_DEGRADED desk");
    }

    @Test
    void badReportAfterARestartOfTheServerIsForgivenOnce() {
        desk.online();
        fleet.flush();
        fleet.restart();
        assertTold(() -> desk.beat(TestAgent.ILL));
        assertTold(() -> desk.beat(TestAgent.ILL), "CLIENT_DEGRADED desk");
    }

    @Test
    void eventsAreNumberedInTheirOrderAndSayWhen() {
        desk.online();
        fleet.passSeconds(200);
        assertThat(fleet.events()).extracting(FleetEvent::id).isSorted().doesNotHaveDuplicates();
        assertThat(fleet.events()).extracting(FleetEvent::at).isSorted();
        assertThat(fleet.events(EventType.CLIENT_OFFLINE).get(0).at())
                .isBetween(
                        fleet.time().now().minusSeconds(120), fleet.time().now().minusSeconds(100));
    }
}
