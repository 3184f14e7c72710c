package io.obt.server;

import io.obt.event.EventLog;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the log what happens to clients, a line each, so that who started a server sees them come and go. Reads the
 * event log now and then, because whoever appends to it must not wait for a terminal. For one thread.
 */
final class FleetDiary {
    static final Duration RHYTHM = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(FleetDiary.class);
    private static final int MOST_LINES = 20;
    private static final int PAGE = 10_000;
    private static final Set<EventType> TOLD = Set.of(
            EventType.CLIENT_REGISTERED,
            EventType.CLIENT_ONLINE,
            EventType.CLIENT_DEGRADED,
            EventType.CLIENT_OFFLINE,
            EventType.CLIENT_LEFT,
            EventType.CLIENT_CONFLICT,
            EventType.CLIENT_FLAPPING,
            EventType.CLIENT_FORGOTTEN,
            EventType.FLEET_CONTACT_LOST,
            EventType.SERVER_PAUSED);

    private final EventLog events;
    private long place;

    FleetDiary(EventLog events) {
        this.events = events;
        this.place = events.latestId();
    }

    /** Writes what came since the last time; of a great many the first, and how many more. */
    void step() {
        List<FleetEvent> come = events.recent(place, PAGE).orElseGet(List::of);
        if (come.isEmpty()) {
            place = Math.max(place, events.latestId());
            return;
        }
        place = come.get(come.size() - 1).id();
        List<FleetEvent> told =
                come.stream().filter(event -> TOLD.contains(event.type())).toList();
        told.stream().limit(MOST_LINES).forEach(FleetDiary::tell);
        if (told.size() > MOST_LINES) {
            log.info("and {} more; GET /api/v1/events lists them", told.size() - MOST_LINES);
        }
    }

    private static void tell(FleetEvent event) {
        String what = event.type()
                .name()
                .replaceFirst("^[A-Z]+_", "")
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
        if (event.clientId() == null) {
            log.info("{}: {}", event.type(), event.detail());
        } else {
            log.info("{} {}: {}", event.clientId(), what, event.detail());
        }
    }
}
