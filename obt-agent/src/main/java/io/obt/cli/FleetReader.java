package io.obt.cli;

import io.obt.protocol.CatalogMessage;
import io.obt.protocol.ClientMessage;
import io.obt.protocol.FleetMessage;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import io.obt.protocol.Page;
import io.obt.protocol.Problem;
import io.obt.sdk.http.Answer;
import io.obt.sdk.http.Call;
import io.obt.sdk.http.Failures;
import io.obt.sdk.http.Transport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Reads what commands show from a server's HTTP. */
final class FleetReader {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 16 << 20;

    private final URI serverUrl;
    private final Transport transport;

    FleetReader(URI serverUrl, Transport transport) {
        this.serverUrl = serverUrl;
        this.transport = transport;
    }

    FleetMessage fleet() throws ServerException, InterruptedException {
        return read("/api/v1/fleet", body -> Json.read(body, FleetMessage.class));
    }

    /** The first clients, those with problems before the others. */
    Page<ClientMessage> worstClients(int limit) throws ServerException, InterruptedException {
        return read("/api/v1/clients?limit=" + limit, body -> Json.readPage(body, ClientMessage.class));
    }

    /** Models whose name stands for different bytes. */
    Page<CatalogMessage> driftingModels(int limit) throws ServerException, InterruptedException {
        return read("/api/v1/models?drift=true&limit=" + limit, body -> Json.readPage(body, CatalogMessage.class));
    }

    private <T> T read(String path, Reading<T> reading) throws ServerException, InterruptedException {
        try {
            Answer answer = transport.exchange(Call.get(URI.create(serverUrl + path), LIMIT, MAX_BYTES));
            if (answer.status() != 200) {
                throw refused(answer);
            }
            return reading.of(answer.body());
        } catch (InvalidMessageException e) {
            throw notObt();
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
        try {
            Problem problem = Json.read(answer.body(), Problem.class);
            return ServerException.refused(
                    "The OBT server at " + serverUrl + " answered " + answer.status() + ": " + problem.detail());
        } catch (InvalidMessageException e) {
            return notObt();
        }
    }

    private ServerException notObt() {
        return ServerException.refused(
                serverUrl + " answered something that no OBT server says. Is it the right address? --server URL");
    }

    private interface Reading<T> {
        T of(byte[] body) throws InvalidMessageException;
    }
}
