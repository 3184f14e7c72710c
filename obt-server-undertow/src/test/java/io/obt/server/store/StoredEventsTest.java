package io.obt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.protocol.Json;
import io.obt.store.StoreUnavailableException;
import io.obt.time.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A search of the log ends when nobody waits for it any more. */
final class StoredEventsTest {
    private static final EventFilter STOPS = new EventFilter(EventType.SERVER_STOPPED, null, null);

    private final ManualTime time = new ManualTime();
    private final MVStore file = MVStore.open(null);
    private final MVMap<Long, byte[]> map = file.openMap("events");
    private final StoredEvents events = new StoredEvents(map, new DocumentReader(Path.of("fleet.mv")), time);

    StoredEventsTest() {
        for (long id = 1; id <= 3; id++) {
            map.put(
                    id,
                    Json.write(EventDocument.of(new FleetEvent(
                            id, EventType.SERVER_STARTED, Instant.EPOCH, null, null, null, "Server started"))));
        }
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void searchInTimeFindsAll() {
        time.advance(Duration.ofSeconds(5));
        assertThat(events.count(STOPS)).isZero();
        assertThat(events.findBefore(EventFilter.ALL, 3, 10)).hasSize(2);
    }

    @Test
    void searchThatNobodyWaitsForAnyMoreEnds() {
        time.advance(Duration.ofSeconds(6));
        assertThatThrownBy(() -> events.count(STOPS))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("the events were not searched within 5 s");
        assertThatThrownBy(() -> events.find(STOPS, 0, 10)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> events.findBefore(STOPS, 3, 10)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void whatNeedsNoSearchIsTold() {
        time.advance(Duration.ofSeconds(6));
        assertThat(events.count(EventFilter.ALL)).isEqualTo(3);
    }
}
