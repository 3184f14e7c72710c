package io.obt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.obt.client.Client;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.store.Changes;
import io.obt.store.Samples;
import io.obt.store.StoreUnavailableException;
import io.obt.store.Together;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room costs the write that found it so, and nothing else. */
@Timeout(60)
final class FullDiskTest {
    @TempDir
    private Path directory;

    private EmbeddedFleetStore store;

    @BeforeEach
    void open() {
        store = EmbeddedFleetStore.open(directory, FullDisk.scheme());
        store.write(new Changes(List.of(Samples.DESK), List.of(event(1))));
    }

    @AfterEach
    void makeRoom() {
        FullDisk.full(false);
        store.close();
    }

    private static FleetEvent event(long id) {
        return new FleetEvent(id, EventType.SERVER_STARTED, Samples.AT, null, null, null, "started");
    }

    private void assertRefused(Runnable write) {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(write::run)
                .withMessage("The store's file cannot be written: No space left on device");
    }

    @Test
    void writesAreRefusedInTheDisksOwnWordsAndReadsGoOn() {
        FullDisk.full(true);
        for (int i = 0; i < 3; i++) {
            assertRefused(() -> store.write(Changes.of(Samples.BARE)));
            assertRefused(() -> store.reserveEventIds(10));
            assertRefused(store::check);
            assertThat(store.clients()).containsExactly(Samples.DESK);
            assertThat(store.events(EventFilter.ALL, 0, 10)).containsExactly(event(1));
            assertThat(store.newestEvents(10)).containsExactly(event(1));
            assertThat(store.countEvents(EventFilter.ALL)).isEqualTo(1);
        }
    }

    @Test
    void writesGoOnWhenThereIsRoomAgainAndWhatFailedLeftNoTrace() {
        long before = store.reserveEventIds(10);
        FullDisk.full(true);
        assertRefused(() -> store.write(new Changes(List.of(Samples.BARE), List.of(event(2)))));
        assertRefused(() -> store.reserveEventIds(10));
        FullDisk.full(false);

        store.write(Changes.of(Samples.BARE));
        assertThat(store.reserveEventIds(10)).isEqualTo(before + 10);
        assertThat(store.clients()).containsExactlyInAnyOrder(Samples.DESK, Samples.BARE);
        assertThat(store.events(EventFilter.ALL, 0, 10)).containsExactly(event(1));
    }

    @Test
    void everythingAcknowledgedIsThereForTheNextServer() {
        FullDisk.full(true);
        assertRefused(() -> store.write(Changes.of(Samples.BARE)));
        store.close(); // tidying up needs room, too
        FullDisk.full(false);
        store = EmbeddedFleetStore.open(directory);
        assertThat(store.clients()).containsExactly(Samples.DESK);
        assertThat(store.events(EventFilter.ALL, 0, 10)).containsExactly(event(1));
    }

    @Test
    void fileIsHeldAgainstAnotherServerAlsoAfterItWasOpenedAgain() {
        FullDisk.full(true);
        assertRefused(() -> store.write(Changes.of(Samples.BARE)));
        assertThatExceptionOfType(StoreFileException.class)
                .isThrownBy(() -> EmbeddedFleetStore.open(directory))
                .withMessageContaining("is in use by another server");
    }

    @Test
    void readersNeverNoticeThatWritesFail() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong acknowledged = new AtomicLong(1);
        Together.run(4, thread -> {
            if (thread > 0) {
                while (!done.get()) {
                    long atLeast = acknowledged.get();
                    assertThat(store.clients()).extracting(Client::id).containsExactly(Samples.DESK.id());
                    assertThat(store.events(EventFilter.ALL, 0, 1_000))
                            .extracting(FleetEvent::id)
                            .contains(atLeast);
                }
                return;
            }
            try {
                for (long id = 2; id < 200; id++) {
                    FullDisk.full(id % 2 == 0);
                    try {
                        store.write(new Changes(List.of(), List.of(event(id))));
                        acknowledged.set(id);
                    } catch (StoreUnavailableException e) {
                        assertThat(id % 2).isZero();
                    }
                }
            } finally {
                done.set(true);
            }
        });
        assertThat(store.countEvents(EventFilter.ALL)).isEqualTo(100);
    }
}
