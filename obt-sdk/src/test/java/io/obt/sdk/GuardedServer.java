package io.obt.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.access.Secret;
import io.obt.protocol.CredentialRequest;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import io.obt.sdk.http.Answer;
import io.obt.sdk.http.Call;
import io.obt.sdk.http.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A server that asks who calls: one join token, one client's credential, and a {@link FakeServer} behind the door. */
final class GuardedServer implements Transport {
    final FakeServer inside = new FakeServer();
    final List<String> calls = new ArrayList<>();
    String joinToken;
    String credential;

    GuardedServer(Secret joinToken) {
        this.joinToken = joinToken.text();
    }

    @Override
    public Answer exchange(Call call) throws IOException {
        String path = call.uri().getPath().replace("/api/v1/clients/desk/", "");
        calls.add(call.method() + " " + path + " " + Objects.toString(call.token(), "nobody"));
        String shown = call.token() == null ? null : call.token().text();
        if (path.equals("credential")) {
            return shown != null && shown.equals(joinToken) ? joined(call) : unknown();
        }
        return shown != null && shown.equals(credential) ? inside.exchange(call) : unknown();
    }

    private Answer joined(Call call) throws IOException {
        String made = made(call);
        if (credential != null && !credential.equals(made)) {
            return FakeServer.answers(409, "The client 'desk' has a credential already")
                    .answer();
        }
        credential = made;
        return new Answer(204, new byte[0]);
    }

    private static String made(Call call) {
        try {
            return Json.read(call.body(), CredentialRequest.class).credential();
        } catch (InvalidMessageException e) {
            throw new AssertionError(e);
        }
    }

    private static Answer unknown() throws IOException {
        return FakeServer.answers(401, "The token is unknown").answer();
    }

    /** Whoever has the credential is let in no more. */
    void revoke() {
        assertThat(credential).isNotNull();
        credential = null;
    }

    long joins() {
        return calls.stream().filter(call -> call.startsWith("PUT credential")).count();
    }
}
