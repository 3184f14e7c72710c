package io.obt.server.http;

import static io.obt.server.http.Route.On.IO;
import static io.obt.server.http.Route.On.WORKER;

import io.obt.registry.Fleet;
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
     * @param version of this server
     * @param demo whether what the fleet holds is simulated
     */
    public static HttpHandler of(
            Fleet fleet, EventStreams streams, TimeSource time, String version, Instant startedAt, boolean demo) {
        Router router =
                new Router(routes(fleet, streams, time, new FleetHandlers.ServerFacts(version, startedAt, demo)));
        return exchange -> {
            exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store").put(NO_SNIFFING, "nosniff");
            router.handleRequest(exchange);
        };
    }

    static List<Route> routes(Fleet fleet, EventStreams streams, TimeSource time, FleetHandlers.ServerFacts server) {
        AgentHandlers agents = new AgentHandlers(fleet, time);
        Lists lists = new Lists(fleet.registry(), time);
        ClientHandlers clients = new ClientHandlers(fleet, lists, time);
        ModelHandlers models = new ModelHandlers(fleet, lists, time);
        EventHandlers events = new EventHandlers(fleet);
        FleetHandlers whole = new FleetHandlers(fleet, server, time);
        ContractHandlers contract = new ContractHandlers();
        return List.of(
                new Route("PUT", "/api/v1/clients/{clientId}/registration", IO, agents::register),
                new Route("DELETE", "/api/v1/clients/{clientId}/registration", WORKER, agents::goodbye),
                new Route("POST", "/api/v1/clients/{clientId}/heartbeats", IO, agents::heartbeat),
                new Route("GET", "/api/v1/fleet", WORKER, whole::fleet),
                new Route("GET", "/api/v1/clients", WORKER, clients::list),
                new Route("GET", "/api/v1/clients/{clientId}", WORKER, clients::one),
                new Route("DELETE", "/api/v1/clients/{clientId}", WORKER, clients::forget),
                new Route("GET", "/api/v1/models", WORKER, models::list),
                new Route("GET", "/api/v1/models/*", WORKER, models::one),
                new Route("GET", "/api/v1/events", WORKER, events::list),
                new Route("GET", "/api/v1/stream", IO, request -> streams.handleRequest(request.exchange())),
                new Route("GET", "/healthz", IO, whole::alive),
                new Route("GET", "/readyz", WORKER, whole::ready),
                new Route("GET", "/openapi.yaml", WORKER, contract::contract),
                new Route("GET", "/docs", WORKER, contract::page));
    }
}
