package io.obt.history;

import io.obt.event.EventFilter;
import io.obt.event.EventLog;
import io.obt.event.FleetEvent;
import io.obt.store.StoreRefusedException;
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

    static final int PAGE = 2_000;
    static final int STEPS_TO_WAIT = 100;

    private static final Logger log = LoggerFactory.getLogger(Recollection.class);
    private static final int MOST = 1_000_000;

    private final History history;
    private final EventLog events;
    private boolean done;
    private int read;
    private int waiting;

    public Recollection(History history, EventLog events) {
        this.history = history;
        this.events = events;
        // Where all is remembered, the history has begun with it, and the store need not be asked.
        this.done = events.remembered(EventFilter.ALL, 0, 1).isPresent();
        tellIfDone();
    }

    /**
     * Reads one page; while the store is away, tries it every {@link #STEPS_TO_WAIT} steps.
     *
     * @return whether there is no more to be read
     */
    public boolean step() {
        if (!done && --waiting < 0) {
            done = isLast();
            tellIfDone();
        }
        return done;
    }

    private void tellIfDone() {
        if (done) {
            history.endsHere();
        }
    }

    private boolean isLast() {
        long before = history.oldestId();
        try {
            List<FleetEvent> page = events.newest(EventFilter.ALL, before, PAGE);
            history.addOlder(page);
            read += page.size();
            return page.size() < PAGE || read >= MOST;
        } catch (StoreRefusedException e) {
            return withoutTheRest(before, e);
        } catch (StoreUnavailableException e) {
            log.debug("The history of before event {} waits for the store", before, e);
            waiting = STEPS_TO_WAIT;
            return false;
        } catch (RuntimeException e) {
            return withoutTheRest(before, e); // as of a document that cannot be read: it would be so again each time
        }
    }

    private static boolean withoutTheRest(long before, RuntimeException e) {
        log.warn("What clients were before event {} stays unknown: {}", before, e.getMessage());
        return true;
    }
}
