package io.obt.sdk;

import io.obt.access.Secret;
import io.obt.protocol.CredentialRequest;
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
import io.obt.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an agent may ask of its server, as the server's HTTP. Thread-safe. */
final class ServerCalls {
    // Registering waits for the server's disk; a heartbeat's limit leaves room for the next one within 15 s.
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration GOODBYE_LIMIT = Duration.ofSeconds(1);
    private static final int MAX_ANSWER_BYTES = 1 << 20;
    private static final int MAX_WORDS = 500;

    private final URI serverUrl;
    private final ClientName name;
    private final Transport transport;
    private final TimeSource time;
    private volatile @Nullable Secret credential;

    ServerCalls(URI serverUrl, ClientName name, Transport transport, TimeSource time) {
        this.serverUrl = serverUrl;
        this.name = name;
        this.transport = transport;
        this.time = time;
    }

    URI serverUrl() {
        return serverUrl;
    }

    /** From now on each call but {@link #join} shows this; null for nothing. */
    void show(@Nullable Secret secret) {
        credential = secret;
    }

    /** Whether calls show anything. */
    boolean showsCredential() {
        return credential != null;
    }

    /** Makes {@code made} this client's credential, by a token that lets it join. */
    void join(Secret made, Secret joinToken) throws NotDoneException, IOException, InterruptedException {
        byte[] body = Json.write(new CredentialRequest(made.text()));
        Answer answer =
                transport.exchange(new Call("PUT", client("/credential"), body, LIMIT, MAX_ANSWER_BYTES, joinToken));
        if (answer.status() != 204) {
            throw notDone(answer);
        }
    }

    RegistrationResponse register(RegistrationRequest request)
            throws NotDoneException, IOException, InterruptedException {
        return ask("PUT", "/registration", Json.write(request), RegistrationResponse.class);
    }

    HeartbeatResponse heartbeat(HeartbeatRequest request) throws NotDoneException, IOException, InterruptedException {
        return ask("POST", "/heartbeats", HeartbeatBody.of(request), HeartbeatResponse.class);
    }

    /** Says goodbye. Whether the server heard it makes no difference to anybody who leaves. */
    void goodbye(String registrationId) throws IOException, InterruptedException {
        URI uri = client("/registration?registrationId=" + URLEncoder.encode(registrationId, StandardCharsets.UTF_8));
        transport.exchange(new Call("DELETE", uri, null, GOODBYE_LIMIT, MAX_ANSWER_BYTES, credential));
    }

    private <T> T ask(String method, String path, byte[] body, Class<T> type)
            throws NotDoneException, IOException, InterruptedException {
        URI uri = client(path);
        Answer answer = transport.exchange(new Call(method, uri, body, LIMIT, MAX_ANSWER_BYTES, credential));
        if (answer.status() != 200) {
            throw notDone(answer);
        }
        try {
            return Json.read(answer.body(), type);
        } catch (InvalidMessageException e) {
            throw new NotDoneException(
                    200, serverUrl + " answered something that no OBT server says; is it the right address?", null);
        }
    }

    private URI client(String path) {
        return URI.create(serverUrl + "/api/v1/clients/" + name.id() + path);
    }

    private NotDoneException notDone(Answer answer) {
        Duration retryAfter = answer.retryAfter()
                .flatMap(header -> RetryAfter.parse(header, time.now()))
                .orElse(null);
        String words = problem(answer.body());
        String sentence = words == null
                ? serverUrl + " answered " + answer.status() + " without a reason; is it the address of an OBT server?"
                : "The OBT server at " + serverUrl + " answered " + answer.status() + ": " + words;
        return new NotDoneException(answer.status(), sentence, retryAfter);
    }

    // Of somebody else's JSON any field may be absent.
    private static @Nullable String problem(byte[] body) {
        try {
            String words = Json.read(body, Reason.class).words();
            if (words == null) {
                return null;
            }
            String line = words.replaceAll("[\\p{Cntrl}\\s]+", " ");
            return line.length() > MAX_WORDS ? line.substring(0, MAX_WORDS) + "…" : line;
        } catch (InvalidMessageException e) {
            return null;
        }
    }

    /** What of a {@link Problem} is shown. */
    private record Reason(@Nullable String title, @Nullable String detail) {
        @Nullable
        String words() {
            return detail == null ? title : detail;
        }
    }
}
