package io.obt.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.event.EventFilter;
import io.obt.event.FleetEvent;
import io.obt.store.PartlyKeptException;
import io.obt.store.Samples;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A store that keeps a part: only the rest is written again, and what it will never take holds nothing up. */
final class PartlyKeptTest {
    private final TestFleet fleet = new TestFleet();
    private final TestAgent desk = fleet.agent("desk");
    private final TestAgent lab = fleet.agent("lab");
    private final Logger keeper = (Logger) LoggerFactory.getLogger(Keeper.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void joinAndListen() {
        desk.online();
        lab.online();
        fleet.flush();
        said.start();
        keeper.setLevel(Level.INFO);
        keeper.addAppender(said);
    }

    @AfterEach
    void stopListening() {
        keeper.detachAppender(said);
        keeper.setLevel(null);
    }

    @Test
    void onlyWhatWasNotKeptIsWrittenAgain() {
        fleet.store().keepOthersThan(Set.of(lab.id()), Set.of());
        bothChange();
        fleet.flush();
        assertThat(storedModels("desk")).isEqualTo(1);
        assertThat(storedModels("lab")).isZero();

        fleet.store().repair();
        int writes = fleet.store().writes().size();
        fleet.flush();
        assertThat(fleet.store().writes()).hasSize(writes + 1);
        assertThat(fleet.store().writes().get(writes).clients())
                .extracting(Client::id)
                .containsExactly(lab.id());
        assertThat(fleet.store().writes().get(writes).events())
                .isNotEmpty()
                .extracting(FleetEvent::clientId)
                .containsOnly(lab.id());
        assertThat(storedModels("lab")).isEqualTo(1);
        assertThat(fleet.store().events(EventFilter.ALL, 0, 100)).isEqualTo(fleet.events());
    }

    @Test
    void storeThatKeepsOnlyAPartIsNotAvailableUntilItKeepsAll() {
        fleet.store().keepOthersThan(Set.of(lab.id()), Set.of());
        bothChange();
        fleet.flush();
        assertThat(fleet.fleet().keeper().outage()).isPresent();
        fleet.store().repair();
        fleet.flush();
        assertThat(fleet.fleet().keeper().outage()).isEmpty();
    }

    @Test
    void clientThatIsNeverTakenIsToldOnceAndHoldsNothingUp() {
        fleet.store().keepOthersThan(Set.of(), Set.of(lab.id()));
        for (int round = 0; round < 5; round++) {
            desk.beatWith(Samples.model("llama3.2", Character.forDigit(round, 16)));
            lab.beatWith(Samples.model("llama3.2", Character.forDigit(round, 16)));
            fleet.flush();
            fleet.flush();
            assertThat(fleet.stored()).contains(fleet.client("desk").client());
            assertThat(fleet.fleet().keeper().outage()).isEmpty();
        }
        assertThat(errorsAboutClients())
                .containsExactly(
                        "The store does not take client lab as it is now; it stays in memory only: Some were not"
                                + " taken");
        int writes = fleet.store().writes().size();
        fleet.flush();
        assertThat(fleet.store().writes()).as("nothing is tried again").hasSize(writes);
    }

    @Test
    void clientThatIsTakenAgainIsToldAgainWhenItIsNot() {
        for (int round = 0; round < 2; round++) {
            fleet.store().keepOthersThan(Set.of(), Set.of(lab.id()));
            lab.beatWith(Samples.model("llama3.2", '1'));
            fleet.flush();
            fleet.store().repair();
            lab.beatWith(Samples.model("llama3.2", '2'));
            fleet.flush();
            assertThat(storedModels("lab")).isEqualTo(1);
        }
        assertThat(errorsAboutClients()).hasSize(2);
    }

    @Test
    void registrationThatIsNeverTakenIsRefusedAndTheStoreStaysAvailable() {
        TestAgent huge = fleet.agent("huge");
        fleet.store().keepOthersThan(Set.of(), Set.of(huge.id()));
        assertThatExceptionOfType(PartlyKeptException.class).isThrownBy(huge::register);
        assertThat(fleet.fleet().registry().client(huge.id())).isEmpty();
        assertThat(fleet.fleet().keeper().outage()).isEmpty();
    }

    private void bothChange() {
        for (TestAgent agent : List.of(desk, lab)) {
            agent.beatWith(); // the first inventory makes no events
            agent.beatWith(Samples.model("llama3.2", '1'));
        }
    }

    private int storedModels(String id) {
        return fleet.stored().stream()
                .filter(client -> client.id().equals(new ClientId(id)))
                .findFirst()
                .orElseThrow()
                .inventory()
                .models()
                .size();
    }

    private List<String> errorsAboutClients() {
        return said.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains(" client "))
                .toList();
    }
}
