package io.obt.registry;

import io.obt.catalog.CatalogModel;
import io.obt.client.Client;
import io.obt.client.ClientId;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.event.EventFilter;
import io.obt.event.EventType;
import io.obt.event.FleetEvent;
import io.obt.model.ModelName;
import io.obt.time.ManualTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A fleet whose time a test moves, on a store that it can take away; what a server is, without its network. */
public final class TestFleet {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();
    private final UnreliableStore store = new UnreliableStore();
    private final LeasePolicy leases;
    private final AtomicInteger registrations = new AtomicInteger();
    private Fleet fleet;

    /** A fleet with an interval of 10 s and a lease of 60 s. */
    public TestFleet() {
        this(LeasePolicy.defaults());
    }

    public TestFleet(LeasePolicy leases) {
        this.leases = leases;
        restart();
    }

    /** The server starts on what its store has, as after a kill: what was not flushed is lost. */
    public void restart() {
        fleet = Fleet.open(store, leases, time, () -> "registration-" + registrations.incrementAndGet());
    }

    public Fleet fleet() {
        return fleet;
    }

    public ManualTime time() {
        return time;
    }

    public UnreliableStore store() {
        return store;
    }

    /** An agent that has not registered yet. */
    public TestAgent agent(String clientId) {
        return new TestAgent(this, new ClientId(clientId), "instance-of-" + clientId, "10.0.0.1");
    }

    /** An agent in another process, at another address. */
    public TestAgent agent(String clientId, String instanceId, String address) {
        return new TestAgent(this, new ClientId(clientId), instanceId, address);
    }

    /** As many agents as that, registered and online. */
    public List<TestAgent> online(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> agent("client-" + i).online())
                .toList();
    }

    /** Time passes; the sweep comes every second, as the server does it. */
    public void pass(Duration duration) {
        pass(duration, List.of());
    }

    /** Time passes while {@code beating} agents report well every ten seconds and the others are silent. */
    public void pass(Duration duration, List<TestAgent> beating) {
        Duration left = duration;
        for (int second = 1; !left.isZero(); second++) {
            Duration step = left.compareTo(SECOND) < 0 ? left : SECOND;
            time.advance(step);
            left = left.minus(step);
            if (second % 10 == 0) {
                beating.forEach(TestAgent::beat);
            }
            sweep();
        }
    }

    public void passSeconds(long seconds, TestAgent... beating) {
        pass(Duration.ofSeconds(seconds), Arrays.asList(beating));
    }

    public void sweep() {
        fleet.sweeper().sweep();
    }

    public void flush() {
        fleet.keeper().flush();
    }

    public ClientSnapshot client(String id) {
        return fleet.registry().client(new ClientId(id)).orElseThrow();
    }

    public ClientStatus status(String id) {
        return client(id).status(time.nanos());
    }

    public String statusReason(String id) {
        return client(id).statusReason(time.nanos());
    }

    /** How many clients have that status now. */
    public long count(ClientStatus status) {
        return fleet.registry().clients().stream()
                .filter(client -> client.status(time.nanos()) == status)
                .count();
    }

    public CatalogModel model(String name) {
        return fleet.catalog().find(ModelName.of(name), this::isOnline).orElseThrow();
    }

    /** All of the catalog. */
    public List<CatalogModel> models() {
        return fleet.catalog().models(this::isOnline).toList();
    }

    private boolean isOnline(ClientId id) {
        return status(id.value()) == ClientStatus.ONLINE;
    }

    /** Every event there is, oldest first. */
    public List<FleetEvent> events() {
        return fleet.events().recent(0, Integer.MAX_VALUE).orElseThrow();
    }

    /** The events of one type, oldest first. */
    public List<FleetEvent> events(EventType type) {
        EventFilter filter = new EventFilter(type, null, null);
        return events().stream().filter(filter::matches).toList();
    }

    /** What happened, in the order of events: {@code CLIENT_ONLINE desk}, {@code MODEL_LOADED desk llama3.2:latest}. */
    public List<String> story() {
        return events().stream().map(TestFleet::inWords).toList();
    }

    /** What happened since the event of that number. */
    public List<String> storySince(long eventId) {
        return events().stream()
                .filter(event -> event.id() > eventId)
                .map(TestFleet::inWords)
                .toList();
    }

    /** The number of the newest event. */
    public long now() {
        return fleet.events().latestId();
    }

    private static String inWords(FleetEvent event) {
        return event.type()
                + (event.clientId() == null ? "" : " " + event.clientId())
                + (event.model() == null ? "" : " " + event.model());
    }

    /** What the store would give to the next server, by id. */
    public List<Client> stored() {
        return store.clients().stream().sorted(Comparator.comparing(Client::id)).toList();
    }
}
