package io.obt.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.client.ClientId;
import io.obt.client.ClientStatus;
import io.obt.event.EventFilter;
import io.obt.event.EventLog;
import io.obt.event.EventStore;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.store.Changes;
import io.obt.store.InMemoryFleetStore;
import io.obt.store.StoreUnavailableException;
import io.obt.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a history comes by what happened before the server's start. */
final class RecollectionTest {
    private final Store store = new Store();

    /** Counts how often it is asked for old events, and fails when told to. */
    private static final class Store implements EventStore {
        private final InMemoryFleetStore kept = new InMemoryFleetStore();
        private @Nullable RuntimeException failure;
        private int asked;

        /** The client came online in the first event; nothing else is told of it. */
        private void fill(int count) {
            List<FleetEvent> events = IntStream.rangeClosed(1, count)
                    .mapToObj(id -> new FleetEvent(
                            id,
                            id == 1 ? EventType.CLIENT_ONLINE : EventType.MODEL_LOADED,
                            Past.START.plusSeconds(id),
                            Past.DESK,
                            null,
                            null,
                            "event"))
                    .toList();
            kept.write(new Changes(List.of(), events));
            kept.reserveEventIds(count);
        }

        @Override
        public List<FleetEvent> eventsBefore(EventFilter filter, long before, int limit) {
            asked++;
            if (failure != null) {
                throw failure;
            }
            return kept.eventsBefore(filter, before, limit);
        }

        @Override
        public long reserveEventIds(long count) {
            return kept.reserveEventIds(count);
        }

        @Override
        public List<FleetEvent> events(EventFilter filter, long after, int limit) {
            return kept.events(filter, after, limit);
        }

        @Override
        public List<FleetEvent> newestEvents(int limit) {
            return kept.newestEvents(limit);
        }

        @Override
        public long countEvents(EventFilter filter) {
            return kept.countEvents(filter);
        }
    }

    private static boolean isTold(History history) {
        return history.spans(
                                Past.DESK,
                                Past.condition(ClientStatus.LEFT, 50_000),
                                Past.START.plusSeconds(10),
                                Past.START.plusSeconds(50_001))
                        .get(0)
                        .status()
                == PastStatus.ONLINE;
    }

    @Test
    void whatTheLogDoesNotRememberIsReadPageByPage() {
        store.fill(EventLog.REMEMBERED + 2 * Recollection.PAGE);
        EventLog log = new EventLog(store, new ManualTime());
        History history = new History(log);
        Recollection recollection = new Recollection(history, log);
        assertThat(isTold(history)).isFalse();

        assertThat(recollection.step()).isFalse();
        assertThat(isTold(history)).isFalse();
        assertThat(recollection.step()).isFalse();
        assertThat(isTold(history)).isTrue();
        assertThat(recollection.step()).as("a page without events is the last").isTrue();
    }

    @Test
    void storeIsNotAskedWhereTheLogRemembersAll() {
        store.fill(EventLog.REMEMBERED - 1);
        EventLog log = new EventLog(store, new ManualTime());
        History history = new History(log);
        assertThat(isTold(history)).isTrue();
        assertThat(new Recollection(history, log).step()).isTrue();
        assertThat(store.asked).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, EventLog.REMEMBERED})
    void clientThatIsForgottenLaterLeavesNothingWhenThatIsLongAgo(int eventsBefore) {
        store.fill(eventsBefore);
        ManualTime time = new ManualTime();
        EventLog log = new EventLog(store, time);
        History history = new History(log);
        Recollection recollection = new Recollection(history, log);
        recollection.step();
        assertThat(recollection.step()).isTrue();
        log.append(EventType.CLIENT_LEFT, new ClientId("gone"), null, "bye");
        log.append(EventType.CLIENT_FORGOTTEN, new ClientId("gone"), null, "forgotten");
        time.advance(Duration.ofDays(8));
        log.append(EventType.CLIENT_ONLINE, Past.DESK, null, "well");
        assertThat(history).hasToString("1 events of 1 clients, 0 absences");
    }

    @Test
    void storeThatIsAwayIsAskedNowAndThenUntilItIsBack() {
        store.fill(EventLog.REMEMBERED + 1);
        EventLog log = new EventLog(store, new ManualTime());
        History history = new History(log);
        Recollection recollection = new Recollection(history, log);
        store.failure = new StoreUnavailableException("away");
        for (int i = 0; i <= Recollection.STEPS_TO_WAIT; i++) {
            assertThat(recollection.step()).isFalse();
        }
        assertThat(store.asked).isEqualTo(1);

        store.failure = null;
        assertThat(recollection.step()).isTrue();
        assertThat(isTold(history)).isTrue();
    }

    @Test
    void whatCannotBeReadEndsIt() {
        store.fill(EventLog.REMEMBERED + 1);
        EventLog log = new EventLog(store, new ManualTime());
        store.failure = new IllegalStateException("The event 1 cannot be read");
        Recollection recollection = new Recollection(new History(log), log);
        assertThat(recollection.step()).isTrue();
        assertThat(recollection.step()).isTrue();
        assertThat(store.asked).isEqualTo(1);
    }
}
