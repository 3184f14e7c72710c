package io.obt.server.http;

import static io.obt.server.http.Route.On.IO;
import static io.obt.server.http.Route.On.WORKER;

import io.obt.registry.Fleet;
import io.obt.server.legacy.LegacyClients;
import io.obt.server.metrics.Metrics;
import io.obt.server.stream.EventStreams;
import io.obt.time.TimeSource;
import io.undertow.server.HttpHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.time.Instant;
import java.util.List;

/** Every call of the API, in one table. */
public final class Api {
    private static final HttpString NO_SNIFFING = new HttpString("X-Content-Type-Options");

    private Api() {}

    /**
     * The handler that answers for a fleet.
     *
     * @param store for calls that need the store
     * @param probes for those that ask whether it is there
     * @param moves for those that carry the whole fleet
     * @param version of this server
     * @param demo whether what the fleet holds is simulated
     */
    public static HttpHandler of(
            Fleet fleet,
            StoreCalls store,
            StoreCalls probes,
            EventStreams streams,
            MoveCalls moves,
            Metrics metrics,
            TimeSource time,
            String version,
            Instant startedAt,
            boolean demo) {
        Router router = new Router(routes(
                fleet,
                store,
                probes,
                streams,
                moves,
                metrics,
                time,
                new FleetHandlers.ServerFacts(version, startedAt, demo)));
        return exchange -> {
            exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store").put(NO_SNIFFING, "nosniff");
            router.handleRequest(exchange);
        };
    }

    static List<Route> routes(
            Fleet fleet,
            StoreCalls store,
            StoreCalls probes,
            EventStreams streams,
            MoveCalls moves,
            Metrics metrics,
            TimeSource time,
            FleetHandlers.ServerFacts server) {
        AgentHandlers agents = new AgentHandlers(fleet, store, time);
        Lists lists = new Lists(fleet.registry(), time);
        ClientHandlers clients = new ClientHandlers(fleet, store, lists, time);
        ModelHandlers models = new ModelHandlers(fleet, lists, time);
        EventHandlers events = new EventHandlers(fleet, store);
        LegacyHandlers legacy = new LegacyHandlers(new LegacyClients(fleet, time), store);
        FleetHandlers whole = new FleetHandlers(fleet, server, probes, time);
        ContractHandlers contract = new ContractHandlers();
        return List.of(
                new Route("PUT", "/api/v1/clients/{clientId}/registration", IO, agents::register),
                new Route("DELETE", "/api/v1/clients/{clientId}/registration", IO, agents::goodbye),
                new Route("POST", "/api/v1/clients/{clientId}/heartbeats", IO, agents::heartbeat),
                new Route("GET", "/api/v1/fleet", WORKER, whole::fleet),
                new Route("GET", "/api/v1/clients", WORKER, clients::list),
                new Route("GET", "/api/v1/clients/{clientId}", WORKER, clients::one),
                new Route("DELETE", "/api/v1/clients/{clientId}", IO, clients::forget),
                new Route("GET", "/api/v1/models", WORKER, legacy.modelsOr(models::list)),
                new Route("GET", "/api/v1/models/clients", WORKER, legacy::clients),
                new Route("POST", "/api/v1/models/register", IO, legacy::register),
                new Route("POST", "/api/v1/models/heartbeat", IO, legacy::heartbeat),
                new Route("GET", "/api/v1/models/*", WORKER, legacy.modelsOr(models::one)),
                new Route("GET", "/api/v1/events", IO, events::list),
                new Route("GET", "/api/v1/stream", IO, request -> streams.handleRequest(request.exchange())),
                new Route("GET", "/api/v1/export", IO, moves::exportFleet),
                new Route("POST", "/api/v1/import", IO, moves::importFleet),
                new Route("GET", "/healthz", IO, whole::alive),
                new Route("GET", "/readyz", IO, whole::ready),
                new Route("GET", "/metrics", WORKER, request -> scrape(metrics, request)),
                new Route("GET", "/openapi.yaml", WORKER, contract::contract),
                new Route("GET", "/docs", WORKER, contract::page));
    }

    private static void scrape(Metrics metrics, Request request) {
        Metrics.Scrape scrape =
                metrics.scrape(request.exchange().getRequestHeaders().getFirst(Headers.ACCEPT));
        request.send(200, scrape.contentType(), scrape.body());
    }
}
