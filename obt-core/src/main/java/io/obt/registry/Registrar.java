package io.obt.registry;

import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.client.Condition;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.Registration;
import io.obt.event.EventLog;
import io.obt.event.EventType;
import io.obt.store.Changes;
import io.obt.store.StoreUnavailableException;
import io.obt.time.TimeSource;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets agents claim a client id and say goodbye, and people forget a client. Thread-safe.
 *
 * <p>All are durable before they take effect and before the call returns, so a call may take as long as the store does:
 * {@link io.obt.store.FleetStore#PATIENCE}, and as long again for each call before it that the same lock or store holds up.
 * A caller that cannot wait so long may go; what it asked for may then still take effect, and asking again is harmless.
 */
public final class Registrar {
    private static final int STRIPES = 64;

    private final ClientRegistry registry;
    private final Keeper keeper;
    private final EventLog events;
    private final Disputes disputes;
    private final TimeSource time;
    private final Supplier<String> registrationIds;
    // Claims to one id come one after the other; heartbeats never wait here.
    private final Object[] idLocks = Stream.generate(Object::new).limit(STRIPES).toArray();

    Registrar(
            ClientRegistry registry,
            Keeper keeper,
            EventLog events,
            Disputes disputes,
            TimeSource time,
            Supplier<String> registrationIds) {
        this.registry = registry;
        this.keeper = keeper;
        this.events = events;
        this.disputes = disputes;
        this.time = time;
        this.registrationIds = registrationIds;
    }

    /**
     * Gives {@code id} to the agent that claims it. The same agent asking again gets what it has.
     *
     * @throws StoreUnavailableException if the store cannot keep it now; nothing has changed
     * @throws DisputedClientIdException if two agents keep taking the id from each other
     */
    public ClientSnapshot register(ClientId id, Claim claim) {
        synchronized (lockOf(id)) {
            return give(id, registry.client(id).orElse(null), claim);
        }
    }

    /**
     * Gives {@code id} to an agent that would not go silent when it lost it, and so takes it from nobody who is alive.
     *
     * @param ours the registrations that it may take over all the same
     * @throws SupersededException if an agent that is alive has the id; the conflict is told
     * @throws StoreUnavailableException if the store cannot keep it now; nothing has changed
     * @throws DisputedClientIdException if two agents keep taking the id from each other
     */
    public ClientSnapshot registerUnlessHeld(ClientId id, Claim claim, Predicate<Registration> ours) {
        synchronized (lockOf(id)) {
            ClientSnapshot known = registry.client(id).orElse(null);
            if (known != null
                    && known.client().condition().status().isAlive()
                    && !ours.test(known.client().registration())) {
                disputes.claimedInVain(id, known.client().registration().address(), claim.address(), time.nanos())
                        .ifPresent(addresses -> events.append(
                                EventType.CLIENT_CONFLICT, id, null, "Two agents claim this client id: " + addresses));
                throw new SupersededException(id);
            }
            return give(id, known, claim);
        }
    }

    private ClientSnapshot give(ClientId id, @Nullable ClientSnapshot known, Claim claim) {
        disputes.checkClaim(id, claim.instanceId(), time.nanos());
        if (known != null && isHeldBy(known, claim)) {
            return known;
        }
        Registration next = new Registration(
                registrationIds.get(),
                claim.instanceId(),
                claim.agentVersion(),
                claim.wish(),
                time.now(),
                claim.address());
        ClientSnapshot registered = keeper.commit(
                Changes.of(joining(id, known == null ? null : known.client(), next, claim)),
                () -> takeOver(id, known, next, claim));
        events.append(
                EventType.CLIENT_REGISTERED,
                id,
                null,
                "Agent " + next.agentVersion() + " registered from " + next.address());
        return registered;
    }

    private ClientSnapshot takeOver(ClientId id, @Nullable ClientSnapshot known, Registration next, Claim claim) {
        // Known before it takes effect: the loser may speak the moment after.
        if (known != null && known.client().condition().status().isAlive()) {
            disputes.takenOver(id, known.client().registration(), next, time.nanos());
        }
        return registry.join(id, (key, client) -> joining(key, client, next, claim));
    }

    private static boolean isHeldBy(ClientSnapshot known, Claim claim) {
        return known.client().registration().instanceId().equals(claim.instanceId())
                && known.client().condition().status() != ClientStatus.LEFT;
    }

    private static Client joining(ClientId id, @Nullable Client known, Registration next, Claim claim) {
        return known == null
                ? Client.joined(
                        id, next, claim.labelsOr(Labels.NONE), claim.hardwareOr(Hardware.UNKNOWN), claim.allow())
                : known.rejoined(
                        next, claim.labelsOr(known.labels()), claim.hardwareOr(known.hardware()), claim.allow());
    }

    /**
     * The agent says goodbye: its silence from now on is meant.
     *
     * @throws UnknownClientException if there is no such client
     * @throws SupersededException if the registration is not the client's own
     * @throws StoreUnavailableException if the store cannot keep it now; nothing has changed
     */
    public void deregister(ClientId id, String registrationId) {
        synchronized (lockOf(id)) {
            ClientSnapshot known = registry.client(id).orElseThrow(() -> new UnknownClientException(id));
            if (!known.client().registration().id().equals(registrationId)) {
                throw new SupersededException(id);
            }
            if (known.client().condition().status() != ClientStatus.LEFT) {
                Instant now = time.now();
                Condition left = new Condition(ClientStatus.LEFT, now, "the agent said goodbye", true);
                keeper.commit(Changes.of(known.client().in(left, now)), () -> {
                    registry.leave(id, left, now);
                    return known;
                });
            }
        }
    }

    /**
     * Forgets a client that is gone: its models, its labels, that it ever was. Its agent, should there be one, registers
     * anew.
     *
     * @return whether there was such a client
     * @throws ClientAliveException if it is not gone, or is heard before it is forgotten
     * @throws StoreUnavailableException if the store cannot forget it now; nothing has changed
     */
    public boolean forget(ClientId id) {
        synchronized (lockOf(id)) {
            ClientSnapshot known = registry.client(id).orElse(null);
            if (known == null) {
                return false;
            }
            if (known.client().condition().status().isAlive()) {
                throw new ClientAliveException(id);
            }
            boolean gone = keeper.commit(Changes.forgetting(id), () -> registry.forget(id));
            if (!gone) {
                // It was heard while the store forgot it: what was acknowledged to its agent is to be kept again.
                registry.client(id).ifPresent(back -> keeper.commit(Changes.of(back.client()), () -> back));
                throw new ClientAliveException(id);
            }
            disputes.forget(id);
            return true;
        }
    }

    private Object lockOf(ClientId id) {
        return idLocks[Math.floorMod(id.hashCode(), STRIPES)];
    }
}
