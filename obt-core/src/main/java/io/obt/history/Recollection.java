package io.obt.history;

import io.obt.event.EventFilter;
import io.obt.event.EventLog;
import io.obt.event.FleetEvent;
import io.obt.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is kept of before the server's start into a {@link History}, a little at a time, so that a start has not to
 * wait for it. Goes back {@link #MOST} events of any kind. For one thread.
 */
public final class Recollection {
    /** How often {@link #step()} is to be called. */
    public static final Duration RHYTHM = Duration.ofMillis(50);

    private static final Logger log = LoggerFactory.getLogger(Recollection.class);
    private static final int PAGE = 2_000;
    private static final int MOST = 1_000_000;

    private final History history;
    private final EventLog events;
    private final boolean allRemembered;
    private int read;

    public Recollection(History history, EventLog events) {
        this.history = history;
        this.events = events;
        // Then the history began with all there is, and the store need not be asked.
        this.allRemembered = events.remembered(EventFilter.ALL, 0, 1).isPresent();
    }

    /**
     * Reads one page.
     *
     * @return whether there is no more to be read
     */
    public boolean step() {
        if (allRemembered) {
            return true;
        }
        try {
            List<FleetEvent> page = events.newest(EventFilter.ALL, history.oldestId(), PAGE);
            history.addOlder(page);
            read += page.size();
            return page.size() < PAGE || read >= MOST;
        } catch (StoreUnavailableException e) {
            log.debug("The history of before the start waits for the store", e);
            return false;
        }
    }
}
