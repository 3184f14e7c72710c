package io.obt.sdk;

import io.obt.client.ClientStatus;
import io.obt.protocol.HeartbeatRequest;
import io.obt.protocol.HeartbeatResponse;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import io.obt.protocol.Problem;
import io.obt.protocol.RegistrationRequest;
import io.obt.protocol.RegistrationResponse;
import io.obt.sdk.http.Answer;
import io.obt.sdk.http.Call;
import io.obt.sdk.http.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A server as agents see it, without a network: answers well, unless a test told it what to say next. */
final class FakeServer implements Transport {
    /** What a test lets the server do once. */
    interface Turn {
        Answer answer() throws IOException;
    }

    final List<RegistrationRequest> registrations = new ArrayList<>();
    final List<HeartbeatRequest> heartbeats = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    private final Deque<Turn> turns = new ArrayDeque<>();
    private Turn always;
    long intervalMillis = 10_000;
    boolean sendInventory;
    String registrationId = "r-1";

    FakeServer next(Turn turn) {
        turns.add(turn);
        return this;
    }

    FakeServer always(Turn turn) {
        always = turn;
        return this;
    }

    static Turn refuses() {
        return () -> {
            throw new ConnectException();
        };
    }

    static Turn answers(int status, String detail) {
        return () -> new Answer(status, Json.write(Problem.of(status, "A title", detail)));
    }

    static Turn answers(int status, String detail, String retryAfter) {
        return () -> new Answer(status, Json.write(Problem.of(status, "A title", detail)), retryAfter);
    }

    static Turn says(int status, String body) {
        return () -> new Answer(status, body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Answer exchange(Call call) throws IOException {
        calls.add(call.method() + " " + call.uri().getPath());
        record(call);
        Turn turn = turns.isEmpty() ? always : turns.remove();
        return turn == null ? well(call) : turn.answer();
    }

    private void record(Call call) {
        try {
            switch (call.method()) {
                case "PUT" -> registrations.add(Json.read(call.body(), RegistrationRequest.class));
                case "POST" -> heartbeats.add(Json.read(call.body(), HeartbeatRequest.class));
                default -> {}
            }
        } catch (InvalidMessageException e) {
            throw new AssertionError(e);
        }
    }

    private Answer well(Call call) {
        return call.method().equals("PUT") ? registered() : taken();
    }

    Answer registered() {
        return new Answer(
                200,
                Json.write(new RegistrationResponse("desk", registrationId, intervalMillis, 60_000, Instant.EPOCH)));
    }

    private Answer taken() {
        return new Answer(
                200, Json.write(new HeartbeatResponse(ClientStatus.ONLINE, sendInventory, intervalMillis, List.of())));
    }

    HeartbeatRequest lastHeartbeat() {
        return heartbeats.get(heartbeats.size() - 1);
    }
}
