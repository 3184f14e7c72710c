package io.obt.server.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.obt.event.EventFilter;
import io.obt.store.FleetStore;
import io.obt.time.ManualTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that does not answer, and a thousand readers who come back. */
@Timeout(60)
final class ReplaysTest {
    private static final int READERS = 1_000;

    private final ManualTime time = new ManualTime();
    private final SlowStore store = new SlowStore();
    private final Replays replays = new Replays(time);
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> sentAway = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        store.goOn();
        replays.close();
    }

    private void ask(int reader) {
        replays.ask(
                () -> {
                    asked.add(reader);
                    store.events(EventFilter.ALL, 0, 1);
                },
                () -> sentAway.add(reader));
    }

    private void askForAllWhileTheStoreIsFrozen() {
        store.pause();
        for (int reader = 0; reader < READERS; reader++) {
            ask(reader);
        }
        await().until(store::isWaitedFor);
    }

    @Test
    void whoWaitedTooLongForATurnIsSentAwayWithoutAskingTheStore() {
        askForAllWhileTheStoreIsFrozen();
        time.advance(FleetStore.PATIENCE.plusNanos(1));
        store.goOn();
        await().until(() -> sentAway.size() == READERS - 1);
        assertThat(asked).containsExactly(0);
        ask(READERS);
        await().until(() -> asked.contains(READERS));
    }

    @Test
    void whoseTurnComesInTimeIsServedInTurn() {
        askForAllWhileTheStoreIsFrozen();
        time.advance(FleetStore.PATIENCE);
        store.goOn();
        await().until(() -> asked.size() == READERS);
        assertThat(asked).isSorted();
        assertThat(sentAway).isEmpty();
    }

    @Test
    void afterTheEndEverybodyIsSentAway() {
        replays.close();
        ask(1);
        assertThat(sentAway).containsExactly(1);
    }
}
