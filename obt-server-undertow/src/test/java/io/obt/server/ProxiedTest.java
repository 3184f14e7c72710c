package io.obt.server;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import io.obt.access.Role;
import io.obt.server.security.AddressRange;
import io.obt.server.security.Protection;
import io.obt.store.InMemoryFleetStore;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers behind a proxy: each is answered for by its own address, where the proxy is one of ours. */
final class ProxiedTest {
    private static final String GUESS = "obt_admin_" + "x".repeat(43);

    @TempDir
    private Path data;

    private TestServer server;

    private void trust(String proxy) {
        Set<AddressRange> proxies = Set.of(AddressRange.parse(proxy).orElseThrow());
        server = TestServer.guarded(data, new InMemoryFleetStore(), new Protection(true, false, false, proxies));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer login(String from) {
        return server.call.send(from(server.call.request("/api/v1/session"), from)
                .header("Content-Type", "application/json")
                .POST(ofString("{\"token\":\"" + GUESS + "\"}")));
    }

    private static HttpRequest.Builder from(HttpRequest.Builder request, String address) {
        return request.header("X-Forwarded-For", address);
    }

    private void loginTenTimes(String from) {
        for (int i = 0; i < 10; i++) {
            login(from).problem(401);
        }
    }

    @Test
    void whoGuessesBehindAProxyIsSlowedDownAndItsNeighbourIsNot() {
        trust("127.0.0.1");
        loginTenTimes("203.0.113.9");
        login("203.0.113.9").problem(429);
        login("198.51.100.1, 203.0.113.9").problem(429);
        login("203.0.113.10").problem(401);
    }

    @Test
    void whoMakesUpAnAddressForEachGuessIsSlowedDownAllTheSame() {
        trust("10.0.0.1");
        for (int i = 0; i < 10; i++) {
            login("203.0.113." + i).problem(401);
        }
        login("203.0.113.99").problem(429);
    }

    @Test
    void auditLogNamesTheCallerAndNotTheProxy() {
        trust("127.0.0.1");
        Caller admin = server.as(Role.ADMIN);
        admin.send(from(admin.request("/api/v1/clients/nobody"), "203.0.113.9").DELETE())
                .problem(404);
        assertThat(admin.get("/api/v1/audit?limit=1").json().at("/items/0/from").asText())
                .isEqualTo("203.0.113.9");
    }

    @Test
    void auditLogNamesTheStrangerThatPosesAsAProxy() {
        trust("10.0.0.1");
        Caller admin = server.as(Role.ADMIN);
        admin.send(from(admin.request("/api/v1/clients/nobody"), "203.0.113.9").DELETE())
                .problem(404);
        assertThat(admin.get("/api/v1/audit?limit=1").json().at("/items/0/from").asText())
                .isEqualTo("127.0.0.1");
    }
}
