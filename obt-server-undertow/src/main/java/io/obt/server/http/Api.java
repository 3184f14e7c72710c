package io.obt.server.http;

import static io.obt.access.Role.ADMIN;
import static io.obt.access.Role.AGENT;
import static io.obt.access.Role.JOIN;
import static io.obt.access.Role.OPERATOR;
import static io.obt.access.Role.PUBLIC;
import static io.obt.access.Role.VIEWER;
import static io.obt.server.http.Route.On.IO;
import static io.obt.server.http.Route.On.READS;

import io.obt.access.Role;
import io.obt.server.legacy.LegacyClients;
import io.obt.server.metrics.Metrics;
import io.obt.server.security.Guard;
import io.undertow.server.HttpHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;

/** Every call of the API, in one table: what it is, who may make it, and what the audit log calls it. */
public final class Api {
    private static final HttpString NO_SNIFFING = new HttpString("X-Content-Type-Options");

    private Api() {}

    /** The handler that answers for {@code served}. */
    public static HttpHandler of(Served served) {
        Guard guard = new Guard(served.access(), served.protection(), served.time());
        Router router = new Router(routes(served, guard), guard, served.audit(), served.reads(), served.overload());
        return exchange -> {
            exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store").put(NO_SNIFFING, "nosniff");
            router.handleRequest(exchange);
        };
    }

    static List<Route> routes(Served served, Guard guard) {
        StoreCalls store = served.store();
        AgentHandlers agents = new AgentHandlers(served.fleet(), store, served.time());
        Lists lists = new Lists(served.fleet().registry(), served.time());
        ClientHandlers clients = new ClientHandlers(served.fleet(), store, lists, served.time());
        ModelHandlers models = new ModelHandlers(served.fleet(), lists, served.time());
        EventHandlers events = new EventHandlers(served.fleet(), served.logs());
        TokenHandlers tokens = new TokenHandlers(served.access(), guard, store);
        SessionHandlers sessions = new SessionHandlers(served.access(), guard, store);
        AuditHandlers audit = new AuditHandlers(served.audit(), served.logs());
        FleetHandlers whole = new FleetHandlers(served);
        MoveCalls moves = served.moves();
        ContractHandlers contract = new ContractHandlers();
        boolean legacyMayReport = served.protection().legacyClients();
        LegacyHandlers legacy = new LegacyHandlers(
                new LegacyClients(served.fleet(), served.access()::hasCredential, served.time()),
                store,
                served.overload(),
                legacyMayReport);
        Role legacyRole = legacyMayReport ? PUBLIC : AGENT;
        return List.of(
                new Route("PUT", "/api/v1/clients/{clientId}/credential", JOIN, "client.join", IO, tokens::join),
                new Route(
                        "PUT",
                        "/api/v1/clients/{clientId}/registration",
                        AGENT,
                        "client.register",
                        IO,
                        agents::register),
                new Route(
                        "DELETE",
                        "/api/v1/clients/{clientId}/registration",
                        AGENT,
                        "client.leave",
                        IO,
                        agents::goodbye),
                new Route("POST", "/api/v1/clients/{clientId}/heartbeats", AGENT, null, IO, agents::heartbeat),
                Route.reading("/api/v1/fleet", VIEWER, READS, whole::fleet),
                Route.reading("/api/v1/attention", VIEWER, READS, whole::attention),
                Route.reading("/api/v1/clients", VIEWER, READS, clients::list),
                Route.reading("/api/v1/facets", VIEWER, READS, clients::facets),
                Route.reading("/api/v1/clients/{clientId}", VIEWER, READS, clients::one),
                Route.reading("/api/v1/clients/{clientId}/timeline", VIEWER, READS, clients::timeline),
                new Route("DELETE", "/api/v1/clients/{clientId}", OPERATOR, "client.forget", IO, clients::forget),
                Route.reading("/api/v1/models", VIEWER, READS, legacy.modelsOr(models::list)),
                Route.reading("/api/v1/matrix", VIEWER, READS, models::matrix),
                Route.reading("/api/v1/models/clients", VIEWER, READS, legacy::clients),
                new Route("POST", "/api/v1/models/register", legacyRole, "client.register", IO, legacy::register),
                new Route("POST", "/api/v1/models/heartbeat", legacyRole, null, IO, legacy::heartbeat),
                Route.reading("/api/v1/models/*", VIEWER, READS, legacy.modelsOr(models::one)),
                Route.reading("/api/v1/events", VIEWER, IO, events::list),
                Route.reading(
                        "/api/v1/stream",
                        VIEWER,
                        IO,
                        request ->
                                served.streams().follow(request.exchange(), () -> guard.isWelcome(request.caller()))),
                Route.reading("/api/v1/export", ADMIN, IO, moves::exportFleet),
                new Route("POST", "/api/v1/import", ADMIN, "fleet.import", IO, moves::importFleet),
                new Route("POST", "/api/v1/session", PUBLIC, "session.open", IO, sessions::open),
                Route.reading("/api/v1/session", VIEWER, IO, sessions::show),
                new Route("DELETE", "/api/v1/session", VIEWER, "session.close", IO, sessions::close),
                Route.reading("/api/v1/tokens", ADMIN, IO, tokens::list),
                new Route("POST", "/api/v1/tokens", ADMIN, "token.create", IO, tokens::create),
                new Route("DELETE", "/api/v1/tokens/{tokenId}", ADMIN, "token.revoke", IO, tokens::revoke),
                Route.reading("/api/v1/audit", ADMIN, IO, audit::list),
                Route.reading("/healthz", PUBLIC, IO, whole::alive),
                Route.reading("/readyz", PUBLIC, IO, whole::ready),
                Route.reading("/metrics", VIEWER, READS, request -> scrape(served.metrics(), request)),
                Route.reading("/openapi.yaml", VIEWER, READS, contract::contract),
                Route.reading("/docs", VIEWER, READS, contract::page));
    }

    private static void scrape(Metrics metrics, Request request) {
        Metrics.Scrape scrape =
                metrics.scrape(request.exchange().getRequestHeaders().getFirst(Headers.ACCEPT));
        request.send(200, scrape.contentType(), scrape.body());
    }
}
