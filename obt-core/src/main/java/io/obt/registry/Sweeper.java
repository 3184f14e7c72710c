package io.obt.registry;

import io.obt.client.ClientSnapshot;
import io.obt.event.EventLog;
import io.obt.event.EventType;
import io.obt.event.Pause;
import io.obt.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the clients that were silent longer than their lease and decides whether they are to blame. */
public final class Sweeper {
    /** How often {@link #sweep()} is to be called. */
    public static final Duration RHYTHM = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

    private final ClientRegistry registry;
    private final Coverage coverage;
    private final MassBrake brake;
    private final LeasePolicy leases;
    private final EventLog events;
    private final TimeSource time;

    Sweeper(
            ClientRegistry registry,
            Coverage coverage,
            MassBrake brake,
            LeasePolicy leases,
            EventLog events,
            TimeSource time) {
        this.registry = registry;
        this.coverage = coverage;
        this.brake = brake;
        this.leases = leases;
        this.events = events;
        this.time = time;
    }

    /** One look at all clients; its cost is one comparison a client. Called from one thread at a time. */
    public void sweep() {
        long now = time.nanos();
        Duration pause = coverage.swept(now);
        if (!pause.isZero()) {
            tellPause(pause);
        }
        int live = 0;
        int doubtful = 0;
        List<ClientSnapshot> over = new ArrayList<>();
        for (ClientSnapshot client : registry.clients()) {
            if (client.client().condition().status().isAlive()) {
                live++;
                doubtful += client.contact().lease().isInDoubt(now) ? 1 : 0;
                if (isToBlame(client, now)) {
                    over.add(client);
                }
            }
        }
        if (coverage.isHeld()) {
            return;
        }
        MassBrake.Step step =
                brake.step(live, doubtful, !over.isEmpty(), leases.timeToLive(), new MassBrake.Now(now, time.now()));
        step.begun().ifPresent(this::tellOutage);
        if (!step.holds()) {
            Optional<String> groupId = step.ended().map(MassBrake.Outage::groupId);
            over.forEach(client -> registry.expire(client, groupId));
        }
    }

    /** Since the last sweep reports were turned away: nobody is blamed for a silence of before now. */
    public void notAllHeard() {
        coverage.missed(time.nanos());
    }

    private boolean isToBlame(ClientSnapshot client, long now) {
        return client.contact().lease().isOver(now)
                && coverage.mayBlame(client.contact().lease(), now);
    }

    private void tellPause(Duration pause) {
        String detail = new Pause(pause).inWords();
        log.warn(detail);
        events.append(EventType.SERVER_PAUSED, null, null, detail);
    }

    private void tellOutage(MassBrake.Outage outage) {
        String detail = "Lost contact with " + outage.clients()
                + " clients at once, probably the network; nobody is declared offline yet";
        log.warn(detail);
        events.append(EventType.FLEET_CONTACT_LOST, null, null, outage.groupId(), detail);
    }
}
