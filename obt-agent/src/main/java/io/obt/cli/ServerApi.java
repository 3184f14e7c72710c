package io.obt.cli;

import io.obt.access.CommandToken;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import io.obt.protocol.Problem;
import io.obt.sdk.http.Answer;
import io.obt.sdk.http.Call;
import io.obt.sdk.http.Failures;
import io.obt.sdk.http.Transport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A server's HTTP, as commands call it: with their user's token, and what goes wrong put into words. */
final class ServerApi {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 16 << 20;

    private final URI serverUrl;
    private final CommandToken token;
    private final Transport transport;

    ServerApi(URI serverUrl, CommandToken token, Transport transport) {
        this.serverUrl = serverUrl;
        this.token = token;
        this.transport = transport;
    }

    /** Makes of an answer what it says. */
    interface Reading<T> {
        T of(byte[] body) throws InvalidMessageException;
    }

    <T> T get(String path, Reading<T> reading) throws ServerException, InterruptedException {
        return read(ask(Call.bodyless("GET", uri(path), LIMIT, MAX_BYTES)), reading);
    }

    <T> T post(String path, Object message, Reading<T> reading) throws ServerException, InterruptedException {
        return read(ask(new Call("POST", uri(path), Json.write(message), LIMIT, MAX_BYTES, null)), reading);
    }

    void delete(String path) throws ServerException, InterruptedException {
        ask(Call.bodyless("DELETE", uri(path), LIMIT, MAX_BYTES));
    }

    private <T> T read(byte[] body, Reading<T> reading) throws ServerException {
        try {
            return reading.of(body);
        } catch (InvalidMessageException e) {
            throw notObt();
        }
    }

    private URI uri(String path) {
        return URI.create(serverUrl + path);
    }

    private byte[] ask(Call call) throws ServerException, InterruptedException {
        try {
            Answer answer = transport.exchange(call.by(token.secret().orElse(null)));
            if (answer.status() != 200 && answer.status() != 204) {
                throw refused(answer);
            }
            return answer.body();
        } catch (IOException e) {
            String words =
                    "The OBT server does not answer at " + serverUrl + " (" + Failures.reason(e, serverUrl) + ")";
            // A refused certificate says itself what to do.
            throw ServerException.unreachable(Failures.kind(e) == Failures.Kind.TLS ? words : words + ". " + advice());
        }
    }

    private String advice() {
        boolean here = List.of("localhost", "127.0.0.1", "[::1]").contains(serverUrl.getHost());
        return here
                ? "Is it running? Try: ./obt start. Another address: --server URL"
                : "Is it running there, and reached from here? Another address: --server URL";
    }

    private ServerException refused(Answer answer) {
        if (answer.status() == 401) {
            return ServerException.notAllowed(token.notKnown(serverUrl));
        }
        String reason;
        try {
            reason =
                    StatusText.printable(Json.read(answer.body(), Problem.class).detail());
        } catch (InvalidMessageException e) {
            return notObt();
        }
        return switch (answer.status()) {
            case 403 -> ServerException.notAllowed(token.notAllowed(serverUrl, reason));
            case 404 -> ServerException.notFound(said(answer, reason));
            default -> ServerException.refused(said(answer, reason));
        };
    }

    private String said(Answer answer, String reason) {
        return "The OBT server at " + serverUrl + " answered " + answer.status() + ": " + reason;
    }

    private ServerException notObt() {
        return ServerException.refused(
                serverUrl + " answered something that no OBT server says. Is it the right address? --server URL");
    }
}
