package io.obt.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.client.Gpu;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.OllamaState;
import io.obt.client.Registration;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.model.InstalledModel;
import io.obt.model.Inventory;
import io.obt.model.LoadedModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link FleetStore} does. A store's own test extends this and says how one is made and opened again. */
public abstract class FleetStoreContract extends TokensAndAuditContract {
    private static final EventFilter ALL = EventFilter.ALL;

    // ---- clients

    @Test
    void newStoreHoldsNothing() {
        assertThat(store.clients()).isEmpty();
        assertThat(store.newestEvents(10)).isEmpty();
        assertThat(store.events(ALL, 0, 10)).isEmpty();
        assertThat(store.countEvents(ALL)).isZero();
        assertThat(store.kind()).isNotBlank();
    }

    @Test
    void whatWasWrittenIsThereAfterReopening() throws Exception {
        FleetEvent event = Samples.event(store.reserveEventIds(1));
        store.write(new Changes(List.of(Samples.DESK, Samples.BARE), List.of(event)));
        reopen();

        assertHolds(Samples.DESK, Samples.BARE);
        assertThat(store.events(ALL, 0, 10)).containsExactly(event);
    }

    @Test
    void laterWriteReplacesTheWholeClient() throws Exception {
        store.write(Changes.of(Samples.desk("desk")));
        store.write(Changes.of(Samples.bare("desk")));
        assertHolds(Samples.bare("desk"));
        reopen();
        assertHolds(Samples.bare("desk"));
    }

    @Test
    void writingTheSameChangesAgainIsHarmless() throws Exception {
        Changes changes = new Changes(List.of(Samples.DESK, Samples.BARE), List.of(Samples.event(1), Samples.event(2)));
        store.write(changes);
        store.write(changes);
        reopen();
        store.write(changes);

        assertHolds(Samples.DESK, Samples.BARE);
        assertThat(store.events(ALL, 0, 10)).containsExactly(Samples.event(1), Samples.event(2));
        assertThat(store.newestEvents(10)).containsExactly(Samples.event(1), Samples.event(2));
        assertThat(store.countEvents(ALL)).isEqualTo(2);
    }

    @Test
    void writingNothingIsHarmless() throws Exception {
        store.write(new Changes(List.of(), List.of()));
        reopen();
        assertHolds();
    }

    @Test
    void clientsDifferingOnlyInCaseAreTwo() throws Exception {
        store.write(new Changes(List.of(Samples.bare("Desk"), Samples.desk("desk")), List.of()));
        reopen();
        assertHolds(Samples.bare("Desk"), Samples.desk("desk"));
    }

    @Test
    void clientOfWhomEverythingIsKnownComesBackExactly() throws Exception {
        store.write(Changes.of(Samples.DESK));
        reopen();
        assertHolds(Samples.DESK);
    }

    @Test
    void clientOfWhomNothingIsKnownComesBackExactly() throws Exception {
        store.write(Changes.of(Samples.BARE));
        reopen();
        assertHolds(Samples.BARE);
    }

    @Test
    void unknownEmptyAndZeroStayThreeThings() throws Exception {
        Hardware none = new Hardware("", null, "", null, 0, 0L, null, List.of());
        Client gone = new Client(
                new ClientId("gone"),
                Samples.DESK.registration(),
                Labels.NONE,
                none,
                Set.of(),
                new OllamaState(false, null, ""),
                new Inventory(
                        "",
                        List.of(
                                new InstalledModel(ModelDescriptor.of(ModelName.of("zero"), null, 0L), Instant.EPOCH),
                                new InstalledModel(Samples.cloudStub(), null))),
                List.of(new LoadedModel(ModelName.of("zero"), null, 0L, null, 0L, Instant.MIN)),
                new Condition(ClientStatus.OFFLINE, Instant.EPOCH, "", true),
                Instant.EPOCH);
        Client told = gone.reported(
                OllamaState.available(null),
                new Inventory("told-it-has-none", List.of()),
                List.of(),
                new Condition(ClientStatus.LEFT, Instant.MAX, "the agent said goodbye", false),
                Samples.AT);
        store.write(Changes.of(gone));
        reopen();
        assertHolds(gone);
        store.write(Changes.of(told));
        reopen();
        assertHolds(told);
    }

    @Test
    void clientWithAsManyModelsAsAllowedComesBackExactly() throws Exception {
        Client client = withInventory(new Inventory("many", Samples.models(Inventory.MAX_MODELS)));
        store.write(Changes.of(client));
        reopen();
        assertHolds(client);
    }

    @Test
    void poisonTextComesBackAsTheSameText() throws Exception {
        List<Client> clients = IntStream.range(0, PoisonText.ALL.size())
                .mapToObj(i -> poisoned("poisoned-" + i, PoisonText.ALL.get(i)))
                .toList();
        List<FleetEvent> events = IntStream.range(0, PoisonText.ALL.size())
                .mapToObj(i -> new FleetEvent(
                        i + 1,
                        EventType.CLIENT_CONFLICT,
                        Samples.AT,
                        new ClientId("poisoned-" + i),
                        ModelName.of("__proto__"),
                        PoisonText.ALL.get(i),
                        PoisonText.ALL.get(i)))
                .toList();
        store.write(new Changes(clients, events));
        reopen();

        assertHolds(clients.toArray(Client[]::new));
        assertThat(store.events(ALL, 0, 1_000)).isEqualTo(events);
    }

    @Test
    void forgottenClientIsGoneAndItsEventsStay() throws Exception {
        FleetEvent event = Samples.event(1, EventType.CLIENT_OFFLINE, "desk");
        store.write(new Changes(List.of(Samples.DESK, Samples.BARE), List.of(event)));
        store.write(Changes.forgetting(Samples.DESK.id()));
        assertHolds(Samples.BARE);
        reopen();
        assertHolds(Samples.BARE);
        assertThat(store.events(ALL, 0, 10)).containsExactly(event);
    }

    @Test
    void forgettingAgainOrWhoWasNeverKnownIsHarmless() throws Exception {
        store.write(Changes.of(Samples.BARE));
        store.write(Changes.forgetting(new ClientId("nobody")));
        store.write(Changes.forgetting(Samples.BARE.id()));
        store.write(Changes.forgetting(Samples.BARE.id()));
        assertHolds();
        store.write(Changes.of(Samples.desk("bare")));
        reopen();
        assertHolds(Samples.desk("bare"));
    }

    @Test
    void clientsAreKeptAndForgottenInOneGo() throws Exception {
        store.write(Changes.of(Samples.BARE));
        store.write(new Changes(List.of(Samples.DESK), List.of(Samples.event(1)), List.of(Samples.BARE.id())));
        reopen();
        assertHolds(Samples.DESK);
        assertThat(store.countEvents(ALL)).isEqualTo(1);
    }

    @Test
    void whatWasReadDoesNotChangeAfterwards() {
        store.write(Changes.of(Samples.bare("one")));
        List<Client> read = store.clients();
        store.write(Changes.of(Samples.bare("two")));
        assertThat(read).containsExactly(Samples.bare("one"));
    }

    @Test
    void clientOfAnEarlierServerIsReplacedByEachLaterOne() throws Exception {
        for (int restart = 0; restart < 4; restart++) {
            Client now = restart % 2 == 0 ? Samples.desk("desk") : Samples.bare("desk");
            store.write(Changes.of(now));
            assertHolds(now);
            reopen();
            assertHolds(now);
        }
    }

    @Test
    void oneWriteTakesThousandsOfClientsAndEvents() throws Exception {
        List<Client> clients = IntStream.range(0, 3_000)
                .mapToObj(i -> i % 10 == 0 ? Samples.desk("client-" + i) : Samples.bare("client-" + i))
                .toList();
        List<FleetEvent> events =
                LongStream.rangeClosed(1, 10_000).mapToObj(Samples::event).toList();
        store.write(new Changes(clients, events));
        reopen();

        assertThat(store.clients()).containsExactlyInAnyOrderElementsOf(clients);
        assertThat(store.countEvents(ALL)).isEqualTo(10_000);
        assertThat(store.newestEvents(10_000)).isEqualTo(events);
    }

    @Test
    void severalClientsWithAsManyModelsAsAllowedAreWrittenInOneGo() throws Exception {
        Inventory many = new Inventory("many", Samples.models(Inventory.MAX_MODELS));
        Client[] clients = IntStream.range(0, 20)
                .mapToObj(i -> Samples.desk("client-" + i).with(many))
                .toArray(Client[]::new);
        store.write(new Changes(List.of(clients), List.of()));
        reopen();
        assertThat(store.clients()).containsExactlyInAnyOrder(clients);
    }

    // ---- events

    @Test
    void eventComesBackExactly() throws Exception {
        FleetEvent whole = new FleetEvent(
                Long.MAX_VALUE - 1,
                EventType.MODEL_LOADED,
                Samples.AT,
                new ClientId("desk"),
                ModelName.of("Mannix/LLaMA3.2"),
                "outage-1",
                "Mannix/LLaMA3.2:latest was loaded into memory");
        store.write(new Changes(List.of(), List.of(whole, Samples.event(1))));
        reopen();

        List<FleetEvent> events = store.events(ALL, 0, 10);
        assertThat(events).containsExactly(Samples.event(1), whole);
        assertThat(events.get(1).model()).hasToString("Mannix/LLaMA3.2:latest");
    }

    @Test
    void eventsComeOldestFirstWhateverTheOrderOfWriting() {
        store.write(new Changes(List.of(), List.of(Samples.event(300), Samples.event(2))));
        store.write(new Changes(List.of(), List.of(Samples.event(1_000), Samples.event(10), Samples.event(1))));
        assertThat(ids(store.events(ALL, 0, 10))).containsExactly(1L, 2L, 10L, 300L, 1_000L);
    }

    @Test
    void eventsBeginAfterTheGivenNumberAndEndAtTheLimit() {
        store.write(new Changes(
                List.of(), LongStream.of(1, 2, 5, 9).mapToObj(Samples::event).toList()));

        assertThat(ids(store.events(ALL, 0, 2))).containsExactly(1L, 2L);
        assertThat(ids(store.events(ALL, 2, 10))).containsExactly(5L, 9L);
        assertThat(ids(store.events(ALL, 3, 1))).containsExactly(5L);
        assertThat(store.events(ALL, 9, 10)).isEmpty();
        assertThat(store.events(ALL, Long.MAX_VALUE, 10)).isEmpty();
        assertThat(ids(store.events(ALL, -1, 10))).containsExactly(1L, 2L, 5L, 9L);
    }

    @Test
    void eventsAreFilteredByTypeAndClientBeforeTheyAreCounted() {
        store.write(new Changes(
                List.of(),
                List.of(
                        Samples.event(1, EventType.CLIENT_ONLINE, "desk"),
                        Samples.event(2, EventType.CLIENT_ONLINE, "lab"),
                        Samples.event(3, EventType.CLIENT_OFFLINE, "desk"),
                        Samples.event(4),
                        Samples.event(5, EventType.CLIENT_ONLINE, "desk"))));
        EventFilter online = new EventFilter(EventType.CLIENT_ONLINE, null, null);
        EventFilter desk = new EventFilter(null, new ClientId("desk"), null);
        EventFilter deskOnline = new EventFilter(EventType.CLIENT_ONLINE, new ClientId("desk"), null);

        assertThat(ids(store.events(online, 0, 10))).containsExactly(1L, 2L, 5L);
        assertThat(ids(store.events(desk, 0, 10))).containsExactly(1L, 3L, 5L);
        assertThat(ids(store.events(deskOnline, 0, 2))).containsExactly(1L, 5L);
        assertThat(ids(store.events(deskOnline, 1, 1))).containsExactly(5L);
        assertThat(ids(store.eventsBefore(online, 5, 10))).containsExactly(2L, 1L);
        assertThat(ids(store.eventsBefore(desk, 100, 2))).containsExactly(5L, 3L);
        assertThat(store.countEvents(ALL)).isEqualTo(5);
        assertThat(store.countEvents(online)).isEqualTo(3);
        assertThat(store.countEvents(desk)).isEqualTo(3);
        assertThat(store.countEvents(deskOnline)).isEqualTo(2);
        assertThat(store.countEvents(new EventFilter(EventType.MODEL_LOADED, null, null)))
                .isZero();
    }

    @Test
    void eventsOfOneGroupAreFoundAndCounted() {
        store.write(new Changes(
                List.of(),
                List.of(
                        Samples.event(1, EventType.CLIENT_OFFLINE, "desk"),
                        Samples.inGroup("net-1", Samples.event(2, EventType.CLIENT_OFFLINE, "lab")),
                        Samples.inGroup("net-2", Samples.event(3, EventType.CLIENT_OFFLINE, "attic")),
                        Samples.inGroup("net-1", Samples.event(4, EventType.CLIENT_OFFLINE, "desk")))));
        EventFilter group = new EventFilter(null, null, "net-1");

        assertThat(ids(store.events(group, 0, 10))).containsExactly(2L, 4L);
        assertThat(ids(store.eventsBefore(group, Long.MAX_VALUE, 1))).containsExactly(4L);
        assertThat(store.countEvents(group)).isEqualTo(2);
        assertThat(ids(store.events(new EventFilter(null, new ClientId("desk"), "net-1"), 0, 10)))
                .containsExactly(4L);
        assertThat(store.events(new EventFilter(null, null, "net"), 0, 10)).isEmpty();
    }

    @Test
    void eventsBeforeANumberComeNewestFirstAndEndAtTheLimit() throws Exception {
        assertThat(store.eventsBefore(ALL, Long.MAX_VALUE, 10)).isEmpty();
        store.write(new Changes(
                List.of(), LongStream.of(5, 1, 9, 2).mapToObj(Samples::event).toList()));
        reopen();

        assertThat(ids(store.eventsBefore(ALL, Long.MAX_VALUE, 2))).containsExactly(9L, 5L);
        assertThat(ids(store.eventsBefore(ALL, 9, 10))).containsExactly(5L, 2L, 1L);
        assertThat(ids(store.eventsBefore(ALL, 4, 1))).containsExactly(2L);
        assertThat(store.eventsBefore(ALL, 1, 10)).isEmpty();
    }

    @Test
    void newestEventsComeOldestFirst() throws Exception {
        store.write(new Changes(
                List.of(),
                LongStream.rangeClosed(1, 20).mapToObj(Samples::event).toList()));
        reopen();

        assertThat(ids(store.newestEvents(3))).containsExactly(18L, 19L, 20L);
        assertThat(store.newestEvents(100)).hasSize(20);
    }

    @Test
    void eventsBeforeATimeAreForgottenAndTheOthersStay() throws Exception {
        store.write(new Changes(
                List.of(Samples.BARE),
                LongStream.rangeClosed(1, 10).mapToObj(Samples::event).toList()));
        store.removeEventsBefore(Samples.event(4).at());
        assertThat(ids(store.events(ALL, 0, 100))).containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L);
        reopen();

        assertThat(ids(store.events(ALL, 0, 100))).containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(store.countEvents(ALL)).isEqualTo(7);
        assertThat(ids(store.newestEvents(100))).first().isEqualTo(4L);
        assertHolds(Samples.BARE);
    }

    // ---- numbers

    @Test
    void reservedNumbersAreNeverGivenTwiceAlsoAcrossReopening() throws Exception {
        List<Long> reserved = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            for (int count : new int[] {1, 7, 1_000_000}) {
                long first = store.reserveEventIds(count);
                assertThat(first).isGreaterThan(reserved.isEmpty() ? 0L : reserved.get(reserved.size() - 1));
                reserved.add(first);
                reserved.add(first + count - 1);
            }
            reopen();
        }
    }

    @Test
    void reservedNumbersAreNeverGivenTwiceAfterTheEventsAreGone() throws Exception {
        long first = store.reserveEventIds(10);
        store.write(new Changes(List.of(), List.of(Samples.event(first + 9))));
        store.removeEventsBefore(Instant.parse("2100-01-01T00:00:00Z"));
        reopen();
        assertThat(store.newestEvents(1)).isEmpty();
        assertThat(store.reserveEventIds(1)).isGreaterThan(first + 9);
    }

    @Test
    void reservedNumbersAreNeverGivenTwiceToManyThreads() throws Exception {
        Set<Long> reserved = new ConcurrentSkipListSet<>();
        Together.run(8, thread -> {
            for (int round = 0; round < 50; round++) {
                long first = store.reserveEventIds(3);
                for (long id = first; id < first + 3; id++) {
                    assertThat(reserved.add(id)).as("number %s is new", id).isTrue();
                }
            }
        });
        assertThat(reserved).hasSize(8 * 50 * 3);
    }

    // ---- many at once, and the end

    @Test
    void writersAtTheSameTimeLoseNothing() throws Exception {
        int threads = 8;
        int rounds = 25;
        Together.run(threads, thread -> {
            for (int round = 0; round < rounds; round++) {
                Client own = Samples.bare("own-" + thread + "-" + round);
                Client shared = Samples.desk("shared-" + round);
                store.write(new Changes(List.of(own, shared), List.of(Samples.event(1 + thread * rounds + round))));
                assertThat(store.clients()).contains(own, shared);
            }
        });
        reopen();

        assertThat(store.clients()).hasSize(threads * rounds + rounds);
        assertThat(ids(store.events(ALL, 0, 10_000)))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, (long) threads * rounds)
                        .boxed()
                        .toList());
    }

    @Test
    void readersSeeWholeClientsWhileTheyAreReplaced() throws Exception {
        int rounds = 100;
        Client[] forms = {Samples.desk("shared"), Samples.bare("shared")};
        store.write(Changes.of(forms[0]));
        Together.run(6, thread -> {
            for (int round = 0; round < rounds; round++) {
                if (thread < 3) {
                    long id = 1 + thread * rounds + round;
                    store.write(new Changes(List.of(forms[round % 2]), List.of(Samples.event(id))));
                } else {
                    assertThat(store.clients()).hasSize(1).isSubsetOf(forms);
                    assertThat(ids(store.events(ALL, 0, 1_000))).isSorted().doesNotHaveDuplicates();
                    store.check();
                }
            }
        });
        assertThat(store.countEvents(ALL)).isEqualTo(3 * rounds);
    }

    @Test
    void clientThatOnlyOneThreadWritesIsInTheEndAsItWasWrittenLast() throws Exception {
        int threads = 6;
        Together.run(threads, thread -> {
            for (int round = 0; round < 20; round++) {
                store.write(Changes.of(Samples.bare("client-" + thread)));
                store.write(Changes.of(Samples.desk("client-" + thread)));
            }
        });
        Client[] last = IntStream.range(0, threads)
                .mapToObj(thread -> Samples.desk("client-" + thread))
                .toArray(Client[]::new);
        assertHolds(last);
        reopen();
        assertHolds(last);
    }

    @Test
    void oldEventsAreForgottenWhileNewOnesAreWritten() throws Exception {
        int rounds = 50;
        store.write(new Changes(
                List.of(),
                LongStream.rangeClosed(1, rounds).mapToObj(Samples::event).toList()));
        Together.run(2, thread -> {
            for (int round = 1; round <= rounds; round++) {
                if (thread == 0) {
                    store.removeEventsBefore(Samples.event(round).at());
                } else {
                    store.write(new Changes(List.of(), List.of(Samples.event(rounds + round))));
                }
            }
        });
        assertThat(ids(store.events(ALL, 0, 1_000)))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(rounds, 2L * rounds).boxed().toList());
    }

    @Test
    void healthyStorePassesItsCheck() {
        assertThatCode(store::check).doesNotThrowAnyException();
    }

    @Test
    void closingTwiceIsHarmless() throws Exception {
        store.write(Changes.of(Samples.BARE));
        store.close();
        store.close();
        reopen();
        assertHolds(Samples.BARE);
    }

    // ---- words of this test

    // A name's equality leaves its spelling out, and a record's text shows it.
    private void assertHolds(Client... expected) {
        assertThat(store.clients()).containsExactlyInAnyOrder(expected);
        assertThat(store.clients())
                .extracting(Client::toString)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(expected).map(Client::toString).toList());
    }

    private static List<Long> ids(List<FleetEvent> events) {
        return events.stream().map(FleetEvent::id).toList();
    }

    private static Client withInventory(Inventory inventory) {
        Client desk = Samples.DESK;
        return desk.reported(
                OllamaState.available("0.32.15"), inventory, desk.loaded(), desk.condition(), desk.lastSeen());
    }

    private static Client poisoned(String id, String text) {
        ModelDescriptor model = new ModelDescriptor(
                ModelName.of("__proto__"),
                null,
                Long.MAX_VALUE,
                text,
                text,
                List.of(text, text),
                text,
                text,
                Long.MAX_VALUE,
                List.of(text),
                text);
        return new Client(
                new ClientId(id),
                new Registration(text, text, text, null, Samples.AT, text),
                Labels.of(Map.of("__proto__", "constructor", "a.b/c", ".")),
                new Hardware(text, text, text, text, null, null, null, List.of(new Gpu(text, null, text))),
                Set.of(text, "pull"),
                new OllamaState(false, text, text),
                new Inventory(text, List.of(new InstalledModel(model, null))),
                List.of(new LoadedModel(ModelName.of("__proto__"), text, null, null, null, null)),
                new Condition(ClientStatus.DEGRADED, Samples.AT, text, true),
                Samples.AT);
    }
}
