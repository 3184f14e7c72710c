package io.obt.registry;

import io.obt.catalog.ModelCatalog;
import io.obt.client.Client;
import io.obt.event.EventLog;
import io.obt.history.History;
import io.obt.store.FleetStore;
import io.obt.time.TimeSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * One fleet, put together: what a server, or a program that embeds the core, holds in its hands.
 *
 * <p>It starts no thread. Whoever holds it calls {@link Sweeper#sweep()} every {@link Sweeper#RHYTHM} and
 * {@link Keeper#flush()} every {@link Keeper#RHYTHM}, and flushes once more before closing the store.
 *
 * <pre>{@code
 * Fleet fleet = Fleet.open(store, LeasePolicy.defaults(), TimeSource.system(), () -> UUID.randomUUID().toString());
 * Loop.every(Sweeper.RHYTHM, Duration.ofSeconds(2), "obt-sweep", fleet.sweeper()::sweep);
 * ClientSnapshot desk = fleet.registrar().register(new ClientId("desk"), claim);
 * }</pre>
 */
public record Fleet(
        FleetStore store,
        LeasePolicy leases,
        EventLog events,
        History history,
        ModelCatalog catalog,
        ClientRegistry registry,
        Registrar registrar,
        Keeper keeper,
        Sweeper sweeper,
        MassBrake brake) {
    /**
     * Takes over what {@code store} has. The listening for clients begins now.
     *
     * @param registrationIds gives a new, unguessable id at each call
     * @throws io.obt.store.StoreUnavailableException if the store cannot give it now; this may be tried again
     */
    public static Fleet open(FleetStore store, LeasePolicy leases, TimeSource time, Supplier<String> registrationIds) {
        List<Client> clients = store.clients(); // before anything is written to a store that cannot be read
        EventLog events = new EventLog(store, time);
        History history = new History(events);
        ModelCatalog catalog = new ModelCatalog();
        Disputes disputes = new Disputes();
        Coverage coverage = new Coverage(Sweeper.RHYTHM, time.nanos());
        MassBrake brake = new MassBrake();
        ClientRegistry registry = new ClientRegistry(clients, catalog, events, leases, disputes, time);
        Keeper keeper = new Keeper(store, registry, events, coverage, time);
        Registrar registrar = new Registrar(registry, keeper, events, disputes, time, registrationIds);
        Sweeper sweeper = new Sweeper(registry, coverage, brake, leases, events, time);
        return new Fleet(store, leases, events, history, catalog, registry, registrar, keeper, sweeper, brake);
    }
}
