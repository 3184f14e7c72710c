package io.obt.server.legacy;

import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.registry.DisputedClientIdException;
import io.obt.registry.Fleet;
import io.obt.registry.SupersededException;
import io.obt.store.StoreUnavailableException;
import io.obt.time.TimeSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lets the first OBT's clients take part in a fleet. Thread-safe.
 *
 * <p>Such a client knows no going silent: refused a heartbeat it registers at once, and only refused that it waits, for
 * ten seconds. So a heartbeat is refused only where a registration would be as well, and a client that has lost its id to
 * a real agent gets it back only when that agent is gone.
 */
public final class LegacyClients {
    private final Fleet fleet;
    private final Predicate<ClientId> proves;
    private final TimeSource time;

    /** @param proves whether the agent of a client has to prove itself: nobody who cannot takes its id */
    public LegacyClients(Fleet fleet, Predicate<ClientId> proves, TimeSource time) {
        this.fleet = fleet;
        this.proves = proves;
        this.time = time;
    }

    /**
     * Registers a client, durably; one that is registered keeps what it has. May wait for the store.
     *
     * @throws SupersededException if a real agent that is alive has the id, or one that has a credential for it
     * @throws DisputedClientIdException if two real agents keep taking the id from each other
     * @throws StoreUnavailableException if the store cannot keep it now; nothing has changed
     * @return the id of its registration
     */
    public String register(LegacyRegistration registration, String address) {
        if (proves.test(registration.clientId())) {
            throw new SupersededException(registration.clientId());
        }
        return fleet.registrar()
                .registerUnlessHeld(
                        registration.clientId(), registration.toClaim(address), LegacyRegistration::isOfLegacyClient)
                .client()
                .registration()
                .id();
    }

    /**
     * Takes a heartbeat over, if its client is registered. Never blocks.
     *
     * @return whether it was; if not, the client is to be registered first
     * @throws SupersededException if a real agent takes the id over this very moment
     * @throws DisputedClientIdException if two real agents keep taking the id from each other
     */
    public boolean heartbeat(LegacyHeartbeat heartbeat) {
        ClientId id = heartbeat.from().clientId();
        ClientSnapshot known = fleet.registry().client(id).orElse(null);
        if (known == null
                || known.client().condition().status() == ClientStatus.LEFT
                || !LegacyRegistration.isOfLegacyClient(known.client().registration())) {
            return false;
        }
        take(known, known.client().registration().id(), heartbeat);
        return true;
    }

    /**
     * Registers the client of a heartbeat and takes the heartbeat over. May wait for the store; throws what
     * {@link #register} and {@link #heartbeat} do.
     */
    public void registerAndTake(LegacyHeartbeat heartbeat, String address) {
        String registrationId = register(heartbeat.from(), address);
        ClientSnapshot known =
                fleet.registry().client(heartbeat.from().clientId()).orElseThrow();
        take(known, registrationId, heartbeat);
    }

    // It does not count its heartbeats, so they are counted as they come.
    private void take(ClientSnapshot known, String registrationId, LegacyHeartbeat heartbeat) {
        long sequence = known.contact().sequence() + 1;
        fleet.registry().heartbeat(known.id(), heartbeat.toReport(registrationId, sequence));
    }

    /** The clients that are alive, by id, as the first OBT's pages read them. */
    public List<LegacyClientMessage> clients() {
        long now = time.nanos();
        return fleet.registry().clients().stream()
                .filter(client -> client.client().condition().status().isAlive())
                .sorted(Comparator.comparing(ClientSnapshot::id))
                .map(client -> LegacyClientMessage.of(client, now))
                .toList();
    }

    /** The models of one client, if there is such a client, as the first OBT's pages read them. */
    public Optional<List<LegacyModelMessage>> models(ClientId id) {
        return fleet.registry()
                .client(id)
                .map(client -> client.client().inventory().models().stream()
                        .map(LegacyModelMessage::of)
                        .toList());
    }
}
