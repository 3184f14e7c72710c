package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.server.store.mongo.InProcessMongo;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code obt server} with a MongoDB: what it says, what it keeps, and what it never repeats. */
@Timeout(120)
final class MongoServerTest {
    private static final String LOGIN = "canary-user:canary-secret@";

    @TempDir
    private Path directory;

    private final InProcessMongo mongo = new InProcessMongo();
    private final String host = mongo.host();
    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectories(directory.resolve("home"));
    }

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void fleetIsKeptInTheDatabaseAndNoFileIsMade() throws Exception {
        Map<String, String> environment = Map.of("OBT_MONGODB_URI", "mongodb://" + host, "OBT_PORT", "0");
        try (ServerProcess first = ServerProcess.run(home, environment)) {
            Caller call = new Caller(first.awaitReady());
            call.register("desk");
            assertThat(call.get("/api/v1/fleet")
                            .json()
                            .path("store")
                            .path("kind")
                            .asText())
                    .isEqualTo("mongodb");
            first.kill();
        }
        try (ServerProcess second = ServerProcess.run(home, environment, "--mongodb-database", "obt")) {
            Caller call = new Caller(second.awaitReady());
            assertThat(call.get("/api/v1/clients/desk").status()).isEqualTo(200);
        }
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void startNamesTheHostAndTheDatabase() throws Exception {
        Map<String, String> environment = Map.of("OBT_MONGODB_URI", "mongodb://" + host, "OBT_PORT", "0");
        try (ServerProcess server = ServerProcess.run(home, environment, "--mongodb-database", "lab")) {
            server.awaitReady();
            assertThat(server.place()).isEqualTo("MongoDB at " + host + ", database lab");
        }
    }

    @Test
    void uriThatIsNoneIsOneLineWithoutThePassword() throws Exception {
        try (ServerProcess server = ServerProcess.run(home, Map.of("OBT_MONGODB_URI", "mongodb:/" + LOGIN + host))) {
            assertRefused(server, 2, "OBT_MONGODB_URI is no address of a MongoDB; allowed is mongodb://");
        }
    }

    @Test
    void passwordThatIsWrongEndsTheStartInOneLineWithoutIt() throws Exception {
        mongo.meddle((command, document, usual) -> command.equals("saslStart")
                ? InProcessMongo.error(18, "AuthenticationFailed", "Authentication failed.")
                : null);
        try (ServerProcess server =
                ServerProcess.run(home, Map.of("OBT_MONGODB_URI", "mongodb://" + LOGIN + host, "OBT_PORT", "0"))) {
            assertRefused(server, 2, "MongoDB at " + host + " refused the user or password; mend OBT_MONGODB_URI");
        }
    }

    @Test
    void mongoDbThatIsTooOldEndsTheStartInOneLine() throws Exception {
        mongo.introduce(answer -> answer.append("maxWireVersion", 7));
        try (ServerProcess server =
                ServerProcess.run(home, Map.of("OBT_MONGODB_URI", "mongodb://" + LOGIN + host, "OBT_PORT", "0"))) {
            assertRefused(server, 2, "MongoDB at " + host + " speaks wire version 7; MongoDB 4.2 or newer is needed");
        }
    }

    @Test
    void databaseThatIsAwayIsWaitedForAndNamedWithoutUserAndPassword() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String reason = "MongoDB at 127.0.0.1:" + port + " cannot be reached (Connection refused)";
        String uri = "mongodb://" + LOGIN + "127.0.0.1:" + port;
        try (ServerProcess server = ServerProcess.run(home, "--mongodb-uri", uri)) {
            Caller call = new Caller(server.awaitStarting(reason));
            assertThat(call.get("/healthz").status()).isEqualTo(200);
            assertThat(call.get("/readyz").problem(503).path("detail").asText())
                    .contains(reason)
                    .doesNotContain("canary");
            assertThat(server.errors()).doesNotContain("canary-user", "canary-secret");
        }
    }

    private void assertRefused(ServerProcess server, int status, String line) throws Exception {
        assertThat(server.awaitExit()).isEqualTo(status);
        assertThat(server.errors()).contains(line).hasLineCount(1).doesNotContain("canary-user", "canary-secret");
        assertThat(server.output()).isEmpty();
        assertThat(home).isEmptyDirectory();
    }
}
