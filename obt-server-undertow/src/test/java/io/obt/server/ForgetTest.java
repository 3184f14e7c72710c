package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code DELETE /api/v1/clients/{clientId}}: forgets a client that is gone. */
final class ForgetTest {
    private final FaultyStore store = new FaultyStore();
    private final TestServer server = TestServer.on(store);
    private final Caller call = server.call;

    @AfterEach
    void stop() {
        server.close();
    }

    private String left(String id) {
        String registration = call.join(id, "llama3.2");
        call.delete("/api/v1/clients/" + id + "/registration?registrationId=" + registration);
        return registration;
    }

    @Test
    void clientThatLeftIsForgottenForGood() {
        String registration = left("desk");
        Answer forgotten = call.delete("/api/v1/clients/desk");
        assertThat(forgotten.status()).isEqualTo(204);
        assertThat(forgotten.body()).isEmpty();

        assertThat(store.clients()).isEmpty();
        call.get("/api/v1/clients/desk").problem(404);
        assertThat(call.get("/api/v1/clients").items("clientId")).isEmpty();
        assertThat(call.get("/api/v1/models").items("name")).isEmpty();
        assertThat(call.get("/api/v1/events?type=CLIENT_FORGOTTEN").items("clientId"))
                .containsExactly("desk");
        call.beat("desk", registration, 9, "").problem(404);
    }

    @Test
    void clientThatIsAliveIsKept() {
        call.join("desk", "llama3.2");
        assertThat(call.delete("/api/v1/clients/desk")
                        .problem(409)
                        .path("detail")
                        .asText())
                .contains("'desk'")
                .contains("stop its agent");
        assertThat(call.get("/api/v1/clients").items("clientId")).containsExactly("desk");
    }

    @Test
    void clientNobodyKnowsIsNotFound() {
        left("desk");
        call.delete("/api/v1/clients/desk");
        call.delete("/api/v1/clients/desk").problem(404);
        call.delete("/api/v1/clients/%20").problem(400);
    }

    @Test
    void nothingIsForgottenWhileTheStoreCannotForget() {
        left("desk");
        store.refuse(true);
        assertThat(call.delete("/api/v1/clients/desk").problem(503)).isNotNull();
        store.refuse(false);
        assertThat(call.get("/api/v1/clients").items("clientId")).containsExactly("desk");
    }
}
