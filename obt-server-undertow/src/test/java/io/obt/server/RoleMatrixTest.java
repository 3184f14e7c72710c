package io.obt.server;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.obt.access.Role;
import io.obt.access.Secret;
import io.obt.server.security.Protection;
import io.obt.store.InMemoryFleetStore;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every call of the contract, made by everybody there is: who may, who may not, and who is nobody. */
@Timeout(180)
final class RoleMatrixTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** Who calls. */
    private enum Kind {
        NOBODY,
        GARBAGE,
        EXPIRED,
        REVOKED,
        JOINING,
        OWN_AGENT,
        OTHER_AGENT,
        VIEWER,
        OPERATOR,
        ADMIN
    }

    private static final Set<Kind> UNKNOWN = EnumSet.of(Kind.NOBODY, Kind.GARBAGE, Kind.EXPIRED, Kind.REVOKED);
    // Written out, so that a mistake in the code's own rule shows.
    private static final Map<Role, Set<Kind>> MAY = Map.of(
            Role.PUBLIC, EnumSet.allOf(Kind.class),
            Role.JOIN, EnumSet.of(Kind.JOINING),
            Role.AGENT, EnumSet.of(Kind.OWN_AGENT),
            Role.VIEWER, EnumSet.of(Kind.VIEWER, Kind.OPERATOR, Kind.ADMIN),
            Role.OPERATOR, EnumSet.of(Kind.OPERATOR, Kind.ADMIN),
            Role.ADMIN, EnumSet.of(Kind.ADMIN));

    private final Map<Kind, Caller> callers = new EnumMap<>(Kind.class);

    @TempDir
    private Path data;

    private TestServer server;

    @BeforeEach
    void start() {
        // The first OBT's clients may report: the contract says PUBLIC of their calls for where they may.
        server = TestServer.guarded(data, new InMemoryFleetStore(), new Protection(true, false, true, Set.of()));
        Caller admin = server.as(Role.ADMIN);
        callers.put(Kind.NOBODY, server.call);
        callers.put(Kind.GARBAGE, server.call.with("obt_admin_" + "x".repeat(43)));
        callers.put(Kind.EXPIRED, having(admin, "\"role\":\"ADMIN\",\"validMillis\":1000"));
        callers.put(Kind.REVOKED, revoked(admin));
        callers.put(Kind.JOINING, server.as(Role.JOIN));
        callers.put(Kind.OWN_AGENT, agent("desk"));
        callers.put(Kind.OTHER_AGENT, agent("nas"));
        callers.put(Kind.VIEWER, having(admin, "\"role\":\"VIEWER\""));
        callers.put(Kind.OPERATOR, having(admin, "\"role\":\"OPERATOR\""));
        callers.put(Kind.ADMIN, admin);
        callers.get(Kind.OWN_AGENT).join("desk", "llama3.2");
        server.time.advance(Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Caller having(Caller admin, String fields) {
        return server.call.with(admin.post("/api/v1/tokens", "{\"name\":\"x\"," + fields + "}")
                .json()
                .path("secret")
                .asText());
    }

    private Caller revoked(Caller admin) {
        JsonNode token = admin.post("/api/v1/tokens", "{\"name\":\"x\",\"role\":\"ADMIN\"}")
                .json();
        admin.delete("/api/v1/tokens/" + token.path("id").asText());
        return server.call.with(token.path("secret").asText());
    }

    private Caller agent(String id) {
        String credential = Secret.random(Role.AGENT, new SecureRandom()).text();
        server.as(Role.JOIN).put("/api/v1/clients/" + id + "/credential", "{\"credential\":\"" + credential + "\"}");
        return server.call.with(credential);
    }

    @Test
    void everyCallIsAnsweredToWhomTheContractNamesAndToNobodyElse() {
        int calls = 0;
        for (Map.Entry<String, JsonNode> path :
                Contract.OPENAPI.document().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    Role role = Role.valueOf(operation.getValue().path("x-role").asText());
                    for (Kind kind : Kind.values()) {
                        check(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), role, kind);
                        calls++;
                    }
                }
            }
        }
        assertThat(calls).isGreaterThan(250);
    }

    private void check(String method, String template, Role role, Kind kind) {
        int status = status(method, template, callers.get(kind));
        String what = method + " " + template + " for " + role + " by " + kind;
        if (MAY.get(role).contains(kind)) {
            assertThat(status).as(what).isNotIn(401, 403, 429);
        } else {
            assertThat(status).as(what).isEqualTo(UNKNOWN.contains(kind) ? 401 : 403);
        }
    }

    private int status(String method, String template, Caller caller) {
        server.time.advance(Duration.ofSeconds(6)); // ten wrong tokens a minute are slowed down
        String path = template.replace("{clientId}", "desk").replace("{name}", "llama3.2");
        String call = path.replace("{tokenId}", "0123456789ab");
        // The stream would not end.
        String sent = call.equals("/api/v1/stream") ? "HEAD" : method;
        boolean hasBody = sent.equals("PUT") || sent.equals("POST");
        HttpRequest.Builder request = caller.request(call).method(sent, hasBody ? ofString("{}") : noBody());
        return caller.send(hasBody ? request.header("Content-Type", "application/json") : request)
                .status();
    }
}
