package io.obt.server.http;

import io.obt.client.ClientId;
import io.obt.protocol.HeartbeatRequest;
import io.obt.protocol.HeartbeatResponse;
import io.obt.protocol.RegistrationRequest;
import io.obt.protocol.RegistrationResponse;
import io.obt.registry.Claim;
import io.obt.registry.Fleet;
import io.obt.server.traffic.Passage;
import io.obt.time.TimeSource;

/** The agents' calls: a claim, a heartbeat, a goodbye. */
final class AgentHandlers {
    private final Fleet fleet;
    private final StoreCalls store;
    private final TimeSource time;

    AgentHandlers(Fleet fleet, StoreCalls store, TimeSource time) {
        this.fleet = fleet;
        this.store = store;
        this.time = time;
    }

    void register(Request request) {
        ClientId id = Parameters.clientId(request);
        request.body(RegistrationRequest.class, body -> {
            Claim claim = body.toClaim(request.callerAddress());
            store.ask(
                    request.exchange(),
                    () -> fleet.registrar().register(id, claim),
                    client -> request.send(200, RegistrationResponse.of(client, time.now())));
        });
    }

    /** Answers on the I/O thread. */
    void heartbeat(Request request) {
        Passage.of(request.exchange()).isHeartbeat();
        ClientId id = Parameters.clientId(request);
        request.body(
                HeartbeatRequest.class,
                body -> request.send(200, HeartbeatResponse.of(fleet.registry().heartbeat(id, body.toReport()))));
    }

    void goodbye(Request request) {
        String registrationId = request.query("registrationId")
                .orElseThrow(() -> new BadRequestException("The query parameter 'registrationId' is required"));
        ClientId id = Parameters.clientId(request);
        store.ask(
                request.exchange(),
                () -> {
                    fleet.registrar().deregister(id, registrationId);
                    return id;
                },
                left -> request.sendNothing());
    }
}
