package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.server.security.AddressRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server never dials an address that a client gave it, wherever the client writes it (S9). */
final class RecordedDialsTest {
    @Test
    void addressInEveryFieldThatTakesOneIsShownAndNeverCalled() throws IOException {
        try (TestServer server = TestServer.empty();
                ServerSocket bait = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + bait.getLocalPort();
            String host = "127.0.0.1:" + bait.getLocalPort();
            Caller call = server.call;
            String registration = call.register(
                            "desk",
                            "i-1",
                            ",\"labels\":{\"address\":\"127.0.0.1\"},\"hardware\":{\"hostName\":\"" + host
                                    + "\",\"os\":\"" + url + "\"}")
                    .json()
                    .path("registrationId")
                    .asText();
            call.beat(
                            "desk",
                            registration,
                            1,
                            ",\"inventoryFingerprint\":\"f\",\"models\":[{\"name\":\"" + host
                                    + "/ns/model:1\",\"remoteHost\":\"" + url + "\"}]")
                    .json();
            call.send(call.request("/api/v1/models/register?client_id=old&version=1&client_url=" + url)
                    .header("X-Forwarded-For", "127.0.0.1")
                    .header("Referer", url)
                    .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
            for (String path : List.of(
                    "/api/v1/clients", "/api/v1/clients/desk", "/api/v1/models", "/api/v1/events", "/metrics")) {
                assertThat(call.get(path).status()).isEqualTo(200);
            }
            assertThat(call.get("/api/v1/models").body()).contains(host);
            bait.setSoTimeout(500);
            try {
                bait.accept().close();
                throw new AssertionError("The server called an address that a client had given it");
            } catch (SocketTimeoutException nobodyCalled) {
                assertThat(AddressRange.parse(host))
                        .as("and it is no address of a proxy")
                        .isEmpty();
            }
        }
    }
}
