package io.obt.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.client.ClientId;
import io.obt.model.ModelName;
import io.obt.registry.UnreliableStore;
import io.obt.store.Changes;
import io.obt.store.StoreUnavailableException;
import io.obt.store.Together;
import io.obt.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EventLogTest {
    private final ManualTime time = new ManualTime();
    private final UnreliableStore store = new UnreliableStore();
    private EventLog log = new EventLog(store, time);

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            log.append(EventType.SERVER_STARTED, null, null, "An event");
        }
    }

    private void save() {
        List<FleetEvent> unsaved = log.unsaved();
        store.write(new Changes(List.of(), unsaved));
        log.saved(unsaved);
    }

    private void restart() {
        log = new EventLog(store, time);
    }

    private static List<Long> ids(List<FleetEvent> events) {
        return events.stream().map(FleetEvent::id).toList();
    }

    @Test
    void eventsAreNumberedOneByOneAndSayWhatHappenedWhen() {
        time.advance(Duration.ofSeconds(7));
        log.append(EventType.MODEL_LOADED, new ClientId("desk"), ModelName.of("x"), "outage-1", "x was loaded");
        append(2);

        List<FleetEvent> events = log.recent(0, 10).orElseThrow();
        assertThat(ids(events)).containsExactly(1L, 2L, 3L);
        assertThat(log.latestId()).isEqualTo(3);
        assertThat(events.get(0))
                .isEqualTo(new FleetEvent(
                        1,
                        EventType.MODEL_LOADED,
                        time.now(),
                        new ClientId("desk"),
                        ModelName.of("x"),
                        "outage-1",
                        "x was loaded"));
    }

    @Test
    void readerGoesOnWhereItStopped() {
        append(5);
        assertThat(ids(log.recent(0, 2).orElseThrow())).containsExactly(1L, 2L);
        assertThat(ids(log.recent(2, 10).orElseThrow())).containsExactly(3L, 4L, 5L);
        assertThat(log.recent(5, 10)).contains(List.of());
    }

    @Test
    void readerWhoAsksForWhatMemoryHasForgottenIsTold() {
        append(EventLog.REMEMBERED + 3);
        assertThat(log.recent(2, 10)).isEmpty();
        assertThat(ids(log.recent(3, 1).orElseThrow())).containsExactly(4L);
        assertThat(log.recent(3, Integer.MAX_VALUE).orElseThrow()).hasSize(EventLog.REMEMBERED);
    }

    @Test
    void readerWhoAsksForWhatNeverWasIsTold() {
        append(3);
        assertThat(log.recent(4, 10)).isEmpty();
        assertThat(log.recent(Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void readerGoesOnAcrossARestart() {
        append(5);
        save();
        append(2);
        restart();
        append(1);

        assertThat(ids(log.recent(3, 10).orElseThrow())).startsWith(4L, 5L).hasSize(3);
        assertThat(log.recent(7, 10).orElseThrow())
                .as("a number that was given out and lost with the server is no reason to begin anew")
                .hasSize(1);
    }

    @Test
    void readerWhoseEventsTheStoreHasMoreOfThanMemoryIsToldAfterARestart() {
        append(EventLog.REMEMBERED + 5);
        save();
        restart();
        assertThat(log.recent(4, 10)).isEmpty();
        assertThat(ids(log.recent(5, 1).orElseThrow())).containsExactly(6L);
    }

    @Test
    void replayReachesAsFarBackAsEventsAreKeptAndNoFurther() {
        append(5);
        time.advance(Duration.ofDays(40));
        append(EventLog.REMEMBERED + 5);
        save();
        append(1);
        assertThat(log.recent(5, 3)).isEmpty();
        assertThat(ids(log.replay(0, 3).orElseThrow())).containsExactly(1L, 2L, 3L);
        assertThat(ids(log.replay(4, 3).orElseThrow())).containsExactly(5L, 6L, 7L);
        assertThat(ids(log.replay(EventLog.REMEMBERED + 9, 5).orElseThrow()))
                .containsExactly(EventLog.REMEMBERED + 10L, EventLog.REMEMBERED + 11L);
        assertThat(log.replay(EventLog.REMEMBERED + 12, 5)).isEmpty();

        store.removeEventsBefore(time.now());
        assertThat(log.replay(4, 3)).as("5 is kept no longer").isEmpty();
        assertThat(ids(log.replay(5, 1).orElseThrow())).containsExactly(6L);
        assertThat(ids(log.replay(0, 1).orElseThrow())).containsExactly(6L);
    }

    @Test
    void readerWhoMissedWhatIsKeptNoLongerIsToldAfterARestartAlsoWhenLittleIsLeft() {
        append(5);
        time.advance(Duration.ofDays(40));
        append(3);
        save();
        store.removeEventsBefore(time.now());
        restart();
        assertThat(log.recent(4, 10)).isEmpty();
        assertThat(ids(log.recent(5, 10).orElseThrow())).startsWith(6L, 7L, 8L);
        assertThat(log.recent(0, 10)).isPresent();
    }

    @Test
    void numbersIncreaseStrictlyAcrossRestartsAlsoForWhatWasNeverSaved() {
        List<Long> given = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            append(3);
            given.addAll(ids(log.unsaved()));
            if (round % 2 == 0) {
                save();
            }
            restart();
            assertThat(log.latestId()).isGreaterThanOrEqualTo(given.get(given.size() - 1));
        }
        assertThat(given).hasSize(15).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void historyIsWhatIsSavedAndWhatIsNotYetWithoutDuplicates() {
        append(4);
        save();
        append(2);
        List<FleetEvent> all = log.recent(0, 10).orElseThrow();
        assertThat(log.history(EventFilter.ALL, 0, 10)).isEqualTo(all);
        assertThat(log.count(EventFilter.ALL)).isEqualTo(6);

        // The store has them, and the log has not heard of it.
        store.write(new Changes(List.of(), log.unsaved()));
        assertThat(log.history(EventFilter.ALL, 0, 10)).isEqualTo(all);
        assertThat(log.history(EventFilter.ALL, 3, 2)).isEqualTo(all.subList(3, 5));
        assertThat(log.history(EventFilter.ALL, 6, 10)).isEmpty();
    }

    @Test
    void eventThatTheStoreHasAndTheLogHasNotHeardOfIsCountedOnce() {
        append(4);
        save();
        append(3);
        log.append(EventType.CLIENT_ONLINE, new ClientId("desk"), null, "Another event");
        assertThat(log.count(EventFilter.ALL)).isEqualTo(8);

        store.write(new Changes(List.of(), log.unsaved().subList(1, 3)));
        assertThat(log.count(EventFilter.ALL)).as("a part was kept").isEqualTo(8);
        store.write(new Changes(List.of(), log.unsaved()));
        assertThat(log.count(EventFilter.ALL)).isEqualTo(8);
        assertThat(log.count(new EventFilter(EventType.CLIENT_ONLINE, null, null)))
                .isEqualTo(1);
        save();
        assertThat(log.count(EventFilter.ALL)).isEqualTo(8);
    }

    @Test
    void eventsAreNeverCountedTwiceHoweverManyAreBeingSaved() {
        append(EventLog.REMEMBERED + 50);
        assertThat(log.count(EventFilter.ALL)).isEqualTo(EventLog.REMEMBERED + 50);
        store.write(new Changes(List.of(), log.unsaved()));
        assertThat(log.count(EventFilter.ALL)).isEqualTo(EventLog.REMEMBERED + 50);
    }

    @Test
    void memoryAnswersWhatItReachesWithoutTheStore() {
        append(2);
        log.append(EventType.CLIENT_ONLINE, new ClientId("desk"), null, "Another event");
        append(EventLog.REMEMBERED - 1);
        EventFilter online = new EventFilter(EventType.CLIENT_ONLINE, null, null);
        int calls = store.calls();
        assertThat(log.remembered(EventFilter.ALL, 1, 10)).as("2 is forgotten").isEmpty();
        assertThat(ids(log.remembered(EventFilter.ALL, 2, 2).orElseThrow())).containsExactly(3L, 4L);
        assertThat(ids(log.remembered(online, 2, 2).orElseThrow())).containsExactly(3L);
        assertThat(log.remembered(EventFilter.ALL, Long.MAX_VALUE, 2)).contains(List.of());
        assertThat(log.countRemembered(EventFilter.ALL)).isEqualTo(EventLog.REMEMBERED);
        assertThat(log.countRemembered(online)).isEqualTo(1);
        assertThat(store.calls()).isEqualTo(calls);
    }

    @Test
    void newestComeFirstAlsoOfWhatIsNotSavedYet() {
        append(4);
        save();
        append(2);
        assertThat(ids(log.newest(EventFilter.ALL, Long.MAX_VALUE, 3))).containsExactly(6L, 5L, 4L);
        store.write(new Changes(List.of(), log.unsaved()));
        assertThat(ids(log.newest(EventFilter.ALL, 6, 10))).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(log.newest(EventFilter.ALL, 1, 10)).isEmpty();
        assertThat(log.newest(new EventFilter(EventType.CLIENT_LEFT, null, null), Long.MAX_VALUE, 10))
                .isEmpty();
        assertThat(ids(log.newestRemembered(EventFilter.ALL, 6, 2).orElseThrow()))
                .containsExactly(5L, 4L);
        assertThat(ids(log.newestRemembered(EventFilter.ALL, 3, 10).orElseThrow()))
                .containsExactly(2L, 1L);
        append(EventLog.REMEMBERED);
        assertThat(log.newestRemembered(EventFilter.ALL, 8, 2))
                .as("of what is before, memory has one")
                .isEmpty();
    }

    @Test
    void historyIsFiltered() {
        log.append(EventType.CLIENT_ONLINE, new ClientId("desk"), null, "saved");
        log.append(EventType.CLIENT_ONLINE, new ClientId("lab"), null, "saved");
        save();
        log.append(EventType.CLIENT_OFFLINE, new ClientId("desk"), null, "pending");
        log.append(EventType.CLIENT_ONLINE, new ClientId("desk"), null, "pending");

        EventFilter online = new EventFilter(EventType.CLIENT_ONLINE, null, null);
        EventFilter desk = new EventFilter(null, new ClientId("desk"), null);
        assertThat(ids(log.history(online, 0, 10))).containsExactly(1L, 2L, 4L);
        assertThat(ids(log.history(desk, 1, 1))).containsExactly(3L);
        assertThat(log.count(online)).isEqualTo(3);
        assertThat(log.count(desk)).isEqualTo(3);
    }

    @Test
    void whatIsSavedIsNoLongerUnsaved() {
        append(3);
        List<FleetEvent> firstThree = log.unsaved();
        append(1);
        log.saved(firstThree);
        assertThat(ids(log.unsaved())).containsExactly(4L);
    }

    @Test
    void followersAreToldOfEachEventUntilTheyEnd() {
        List<Long> first = new ArrayList<>();
        AtomicInteger second = new AtomicInteger();
        Runnable endFirst = log.follow(() -> first.add(log.latestId()));
        log.follow(second::incrementAndGet);
        append(2);
        endFirst.run();
        endFirst.run();
        append(1);

        assertThat(first).containsExactly(1L, 2L);
        assertThat(second).hasValue(3);
    }

    @Test
    void followerFindsTheEventItIsToldOf() {
        List<Long> found = new ArrayList<>();
        log.follow(() -> found.addAll(ids(log.recent(found.size(), 10).orElseThrow())));
        append(5);
        assertThat(found).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void appendingTouchesNoStore() {
        int calls = store.calls();
        store.breakDown();
        append(1_000);
        assertThat(store.calls()).isEqualTo(calls);
        assertThat(log.unsaved()).hasSize(1_000);
        assertThatThrownBy(() -> log.history(EventFilter.ALL, 0, 1)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void outageOfTheStoreNeverFillsTheMemory() {
        append(200_001);
        assertThat(log.unsaved()).hasSize(200_000);
        assertThat(log.latestId()).isEqualTo(200_000);
        save();
        append(1);
        assertThat(log.latestId()).as("events go on when the store is back").isEqualTo(200_001);
    }

    @Test
    void numbersAreReservedBeforeTheyRunOut() {
        log = new EventLog(store, time, 100);
        int calls = store.calls();
        append(49);
        log.replenish();
        assertThat(store.calls()).as("half of them are left").isEqualTo(calls);
        append(1);
        log.replenish();
        assertThat(store.calls()).isEqualTo(calls + 1);
        append(150);
        assertThat(log.recent(0, 1_000).orElseThrow()).hasSize(200);
    }

    @Test
    void numbersThatRanOutAreNotUsedTwice() {
        log = new EventLog(store, time, 100);
        append(101);
        List<Long> given = ids(log.unsaved());
        assertThat(given).hasSize(100);
        log.replenish();
        append(1);
        assertThat(log.latestId()).isGreaterThan(given.get(99));
        assertThat(log.unsaved()).hasSize(101);
    }

    @Test
    void numbersThatSomebodyElseTookAreLeftOut() {
        log = new EventLog(store, time, 100);
        append(60);
        long others = store.reserveEventIds(100);
        log.replenish();
        append(1);
        assertThat(log.latestId()).isGreaterThan(others + 99);
    }

    @Test
    void manyThreadsAppendWithoutAGapForAReader() throws Exception {
        int threads = 4;
        int each = 2_000;
        List<Long> read = new ArrayList<>();
        Together.run(threads + 1, thread -> {
            if (thread < threads) {
                append(each);
                return;
            }
            while (read.size() < threads * each) {
                long after = read.isEmpty() ? 0 : read.get(read.size() - 1);
                read.addAll(ids(log.recent(after, 100).orElseThrow()));
            }
        });
        assertThat(read).hasSize(threads * each).isSorted().doesNotHaveDuplicates();
        assertThat(read.get(read.size() - 1)).isEqualTo((long) threads * each);
        assertThat(log.unsaved()).hasSize(threads * each);
    }

    @Test
    void eventsAreCountedByTypeSinceTheStart() {
        append(3);
        log.append(EventType.SERVER_STOPPED, null, null, "An end");
        assertThat(log.appended(EventType.SERVER_STARTED)).isEqualTo(3);
        assertThat(log.appended(EventType.SERVER_STOPPED)).isEqualTo(1);
        assertThat(log.appended(EventType.CLIENT_LEFT)).isZero();
        save();
        restart();
        assertThat(log.appended(EventType.SERVER_STARTED)).isZero();
    }

    @Test
    void eventIsUnsavedUntilAStoreHasIt() {
        assertThat(log.hasUnsaved()).isFalse();
        append(1);
        assertThat(log.hasUnsaved()).isTrue();
        save();
        assertThat(log.hasUnsaved()).isFalse();
    }
}
