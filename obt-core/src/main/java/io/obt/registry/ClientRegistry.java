package io.obt.registry;

import io.obt.catalog.ModelCatalog;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.client.Contact;
import io.obt.client.Lease;
import io.obt.client.Registration;
import io.obt.event.EventLog;
import io.obt.event.EventType;
import io.obt.model.SharedDescriptors;
import io.obt.time.TimeSource;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows which clients exist and which are alive; the only writer of that knowledge. Thread-safe.
 *
 * <p>A heartbeat is one atomic update in memory: it takes no lock over I/O and never touches a store. Clients come in
 * by {@link Registrar}, and go silent by {@link Sweeper}.
 */
public final class ClientRegistry {
    private final LeasePolicy leases;
    private final EventLog events;
    private final TimeSource time;
    private final Disputes disputes;
    private final Flapping flapping = new Flapping();
    private final Transitions transitions;
    private final SharedDescriptors descriptors = new SharedDescriptors();
    private final Unsaved unsaved = new Unsaved();
    private final Map<ClientId, ClientSnapshot> clients = new ConcurrentHashMap<>();
    private final AtomicLong revision = new AtomicLong();

    /** Takes over {@code restored} clients; their leases begin now. */
    ClientRegistry(
            List<Client> restored,
            ModelCatalog catalog,
            EventLog events,
            LeasePolicy leases,
            Disputes disputes,
            TimeSource time) {
        this.leases = leases;
        this.events = events;
        this.time = time;
        this.disputes = disputes;
        this.transitions = new Transitions(catalog, events, flapping, time);
        for (Client stored : restored) {
            Client client = stored.with(descriptors.shared(stored.inventory()));
            catalog.update(null, client);
            Lease lease =
                    leases.grant(Optional.ofNullable(client.registration().wish()), restored.size(), time.nanos());
            clients.put(client.id(), new ClientSnapshot(client, Contact.restored(lease, client.lastSeen())));
        }
    }

    /**
     * Renews the client's lease and takes over what it reported. Never blocks.
     *
     * @throws UnknownClientException if there is no such client, or it said goodbye
     * @throws SupersededException if another agent has registered under the id since
     * @throws DisputedClientIdException if two agents keep taking the id from each other
     */
    public HeartbeatAnswer heartbeat(ClientId id, Report report) {
        ClientSnapshot known = clients.get(id);
        if (known == null || known.client().condition().status() == ClientStatus.LEFT) {
            throw new UnknownClientException(id);
        }
        refuseSuperseded(known, report);
        ClientSnapshot after = update(id, client -> report(client, report));
        if (after == null) {
            throw new UnknownClientException(id);
        }
        boolean sendInventory = report.inventory() == null
                && (!after.client().inventory().isKnown() || isAnother(report, after.client()));
        return new HeartbeatAnswer(
                after.status(time.nanos()),
                sendInventory,
                after.contact().lease().interval());
    }

    private static boolean isAnother(Report report, Client client) {
        return report.fingerprint() != null
                && !report.fingerprint().equals(client.inventory().fingerprint());
    }

    private void refuseSuperseded(ClientSnapshot known, Report report) {
        ClientId id = known.id();
        if (!known.client().registration().id().equals(report.registrationId())) {
            disputes.spokeAgain(id, report.registrationId(), time.nanos())
                    .ifPresent(addresses -> events.append(
                            EventType.CLIENT_CONFLICT, id, null, "Two agents claim this client id: " + addresses));
            throw new SupersededException(id);
        }
        disputes.checkReport(id);
    }

    private ClientSnapshot report(ClientSnapshot known, Report report) {
        boolean current = known.client().registration().id().equals(report.registrationId())
                && known.client().condition().status() != ClientStatus.LEFT
                && report.sequence() > known.contact().sequence();
        if (!current) {
            return known; // late or repeated: it changes nothing
        }
        Reporting reporting =
                Reporting.of(known, sharing(report), leaseFor(known.client().registration()), time.now());
        if (reporting.worthKeeping()) {
            unsaved.mark(known.id());
        }
        transitions.tell(known.client(), reporting.client().client(), Optional.empty());
        return reporting.client();
    }

    private Report sharing(Report report) {
        return report.inventory() == null ? report : report.with(descriptors.shared(report.inventory()));
    }

    /** Declares a client gone, unless it was heard since {@code observed}. */
    void expire(ClientSnapshot observed, Optional<String> groupId) {
        update(observed.id(), client -> {
            if (client != observed) {
                return client;
            }
            long silence = client.contact().lease().silence(time.nanos()).toSeconds();
            Condition gone = new Condition(ClientStatus.OFFLINE, time.now(), "silent for " + silence + " s", true);
            Client after = client.client().in(gone, client.contact().lastSeen());
            transitions.tell(client.client(), after, groupId);
            unsaved.mark(client.id());
            return new ClientSnapshot(after, client.contact());
        });
    }

    /** Gives the client to a new registration, as {@code joining} makes it of what is known. */
    ClientSnapshot join(ClientId id, BiFunction<ClientId, @Nullable Client, Client> joining) {
        ClientSnapshot joined = clients.compute(id, (key, known) -> {
            Client next = joining.apply(id, known == null ? null : known.client());
            unsaved.mark(id); // a heartbeat may have come between the commit and this
            return new ClientSnapshot(next, Contact.fresh(leaseFor(next.registration()), time.now()));
        });
        revision.incrementAndGet();
        return joined;
    }

    /** The client said goodbye. */
    void leave(ClientId id, Condition left, Instant at) {
        update(id, known -> {
            Client after = known.client().in(left, at);
            transitions.tell(known.client(), after, Optional.empty());
            unsaved.mark(id);
            return new ClientSnapshot(after, known.contact());
        });
    }

    /**
     * Lets go of a client that the store has forgotten. One that came back to life meanwhile stays, and is to be kept
     * again.
     *
     * @return whether it is gone
     */
    boolean forget(ClientId id) {
        ClientSnapshot left = update(id, known -> {
            if (known.client().condition().status().isAlive()) {
                unsaved.mark(id);
                return known;
            }
            transitions.tellForgotten(known.client());
            return null;
        });
        return left == null;
    }

    private @Nullable ClientSnapshot update(ClientId id, Function<ClientSnapshot, @Nullable ClientSnapshot> change) {
        boolean[] visible = new boolean[1];
        ClientSnapshot after = clients.computeIfPresent(id, (key, known) -> {
            ClientSnapshot next = change.apply(known);
            visible[0] = next == null || next.looksOtherThan(known, time.nanos());
            return next;
        });
        // Last, so that whoever finds the number unchanged has not missed what it stands for.
        if (visible[0]) {
            revision.incrementAndGet();
        }
        return after;
    }

    /**
     * Another number whenever somebody could see that a client has changed, by anything but the time of its last contact
     * and its usage. What changes because time passes, {@link #looksTheSameFor} knows.
     */
    public long revision() {
        return revision.get();
    }

    /**
     * For how many nanoseconds from {@code nowNanos} on all clients look as they do then, if nothing but heartbeats comes;
     * {@link Long#MAX_VALUE} when time alone never changes it.
     */
    public long looksTheSameFor(long nowNanos) {
        long least = flapping.looksTheSameFor(nowNanos);
        for (ClientSnapshot client : clients.values()) {
            least = Math.min(least, client.looksTheSameFor(nowNanos));
        }
        return least;
    }

    /** Whether the client changes its state so often that one change more is no news. */
    public boolean isFlapping(ClientId id, long nowNanos) {
        return flapping.isFlapping(id, nowNanos);
    }

    /** The client ids that two agents claim now. */
    public Map<ClientId, Conflict> conflicts() {
        Instant now = time.now();
        return disputes.quarrels(time.nanos()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        quarrel -> new Conflict(
                                quarrel.getValue().addresses(),
                                now.minus(quarrel.getValue().age()))));
    }

    /** The client as it is kept, after the update that is under way, if there is one: what its mark was set for. */
    Optional<Client> settled(ClientId id) {
        return Optional.ofNullable(clients.computeIfPresent(id, (key, known) -> known))
                .map(ClientSnapshot::client);
    }

    public Optional<ClientSnapshot> client(ClientId id) {
        return Optional.ofNullable(clients.get(id));
    }

    /** All clients, in no order; a view that follows the registry without ever blocking it. */
    public Collection<ClientSnapshot> clients() {
        return Collections.unmodifiableCollection(clients.values());
    }

    Unsaved unsaved() {
        return unsaved;
    }

    private Lease leaseFor(Registration registration) {
        return leases.grant(Optional.ofNullable(registration.wish()), clients.size(), time.nanos());
    }
}
