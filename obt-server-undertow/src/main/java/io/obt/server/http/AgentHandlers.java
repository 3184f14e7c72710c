package io.obt.server.http;

import io.obt.client.ClientId;
import io.obt.protocol.HeartbeatRequest;
import io.obt.protocol.HeartbeatResponse;
import io.obt.protocol.RegistrationRequest;
import io.obt.protocol.RegistrationResponse;
import io.obt.registry.Fleet;
import io.obt.server.traffic.Passage;
import io.obt.time.TimeSource;

/** The agents' calls: a claim, a heartbeat, a goodbye. */
final class AgentHandlers {
    private final Fleet fleet;
    private final TimeSource time;

    AgentHandlers(Fleet fleet, TimeSource time) {
        this.fleet = fleet;
        this.time = time;
    }

    void register(Request request) {
        ClientId id = Parameters.clientId(request);
        request.bodyOnWorker(
                RegistrationRequest.class,
                body -> request.send(
                        200,
                        RegistrationResponse.of(
                                fleet.registrar().register(id, body.toClaim(request.callerAddress())), time.now())));
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
        fleet.registrar().deregister(Parameters.clientId(request), registrationId);
        request.sendNothing();
    }
}
