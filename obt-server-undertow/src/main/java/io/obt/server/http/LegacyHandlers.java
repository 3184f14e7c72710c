package io.obt.server.http;

import io.obt.client.ClientId;
import io.obt.protocol.Json;
import io.obt.server.legacy.LegacyClients;
import io.obt.server.legacy.LegacyFields;
import io.obt.server.legacy.LegacyHeartbeat;
import io.obt.server.legacy.LegacyRegistration;
import io.obt.server.traffic.Passage;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The calls of the first OBT's client, and of the pages that showed it. */
final class LegacyHandlers {
    private static final Map<String, String> SUCCESS = Map.of("status", "success");

    private final LegacyClients clients;
    private final StoreCalls store;
    private final Overload overload;
    private final boolean mayReport;

    LegacyHandlers(LegacyClients clients, StoreCalls store, Overload overload, boolean mayReport) {
        this.clients = clients;
        this.store = store;
        this.overload = overload;
        this.mayReport = mayReport;
    }

    void register(Request request) {
        String address = request.callerAddress();
        Problems.Step withoutRoom = () -> RequestBody.refuseForLackOfRoom(request.exchange());
        read(request, LegacyRegistration::of, withoutRoom, registration -> {
            Passage.of(request.exchange()).isAbout(registration.clientId().value());
            store.ask(
                    request.exchange(),
                    () -> clients.register(registration, address),
                    id -> request.send(200, Map.of("status", "success", "registration_id", id)));
        });
    }

    /** Answers on the I/O thread, unless the client is to be registered first. */
    void heartbeat(Request request) {
        Passage.of(request.exchange()).isHeartbeat();
        String address = request.callerAddress();
        Problems.Step withoutRoom = () -> {
            overload.passedOver();
            passOver(request.exchange());
        };
        read(request, LegacyHeartbeat::of, withoutRoom, heartbeat -> {
            if (clients.heartbeat(heartbeat)) {
                request.send(200, SUCCESS);
            } else {
                store.ask(
                        request.exchange(),
                        () -> {
                            clients.registerAndTake(heartbeat, address);
                            return SUCCESS;
                        },
                        taken -> request.send(200, taken));
            }
        });
    }

    /** Answers a heartbeat that nobody has time or room for: after any other answer the client would register, without a pause. */
    static void passOver(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(ByteBuffer.wrap(Json.write(SUCCESS)));
    }

    private <T> void read(
            Request request,
            Function<LegacyFields, T> form,
            Problems.Step withoutRoom,
            Request.BodyConsumer<T> consumer) {
        if (!mayReport) {
            Problems.send(
                    request.exchange(),
                    403,
                    "Forbidden",
                    "Clients of the first OBT, which know no tokens, may not report here; OBT_LEGACY_CLIENTS=on lets them");
            return;
        }
        // Other calls are safe from the pages of other sites by their content type, which these need not have.
        if (request.exchange().getRequestHeaders().contains(Headers.ORIGIN)) {
            Problems.send(
                    request.exchange(), 403, "Forbidden", "This call is for the first OBT's client, not for web pages");
            return;
        }
        RequestBody.readIfAny(
                request.exchange(),
                bytes -> consumer.accept(
                        Parameters.parsed(bytes, body -> form.apply(LegacyFields.of(given(request), body)))),
                withoutRoom);
    }

    private static Function<String, Optional<String>> given(Request request) {
        return name -> Optional.ofNullable(
                        request.exchange().getQueryParameters().get(name))
                .map(Deque::peekFirst)
                .filter(text -> !text.isBlank());
    }

    void clients(Request request) {
        request.send(200, clients.clients());
    }

    /** Lists the models of {@code client_id}, if the query has one and the path names no model; else {@code otherwise}. */
    Route.Handler modelsOr(Route.Handler otherwise) {
        return request -> {
            Optional<String> client =
                    request.query("client_id").filter(id -> request.path("*").isEmpty());
            if (client.isPresent()) {
                models(request, Parameters.clientId(client.get()));
            } else {
                otherwise.handle(request);
            }
        };
    }

    private void models(Request request, ClientId id) {
        request.send(
                200,
                clients.models(id).orElseThrow(() -> new NotFoundException("No client is registered as '" + id + "'")));
    }
}
