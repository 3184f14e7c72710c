package io.obt.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.access.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tokens that a server in a process of its own makes for who runs it, in a directory where nothing was. */
@Timeout(180)
final class FirstStartTest {
    private static final String[] ASKING = {"--public-url", "https://obt.example.org"};

    @TempDir
    private Path directory;

    private Path place;
    private Path data;

    @BeforeEach
    void makePlace() throws IOException {
        place = Files.createDirectory(directory.resolve("place"));
        data = place.resolve("obt-data");
    }

    private interface Use {
        void by(Caller caller) throws IOException;
    }

    /** Starts a server, uses it, ends it, and returns what it printed after its first line. */
    private String run(Use use, String... arguments) throws Exception {
        try (ServerProcess server = ServerProcess.run(place, arguments)) {
            URI url = server.awaitReady();
            use.by(new Caller(url));
            server.signal("TERM");
            server.awaitExit();
            assertThat(server.errors()).doesNotContain("obt_admin_", "obt_join_");
            return server.output();
        }
    }

    private String secret(String file) throws IOException {
        return Files.readString(data.resolve(file)).strip();
    }

    @Test
    void serverThatAsksForTokensMakesTwoOfOneLineForTheirOwnerAlone() throws Exception {
        String printed = run(
                stranger -> {
                    stranger.get("/api/v1/fleet").problem(401);
                    stranger.with(secret("admin-token")).get("/api/v1/tokens").json();
                    stranger.with(secret("join-token")).get("/api/v1/fleet").problem(403);
                },
                ASKING);
        for (String file : List.of("admin-token", "join-token")) {
            assertThat(Files.readAllLines(data.resolve(file)))
                    .singleElement()
                    .asString()
                    .matches("obt_" + file.replace("-token", "") + "_[A-Za-z0-9_-]{43}");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
                    .isEqualTo("rw-------");
        }
        // What the server prints goes into a file here, and would stay there.
        assertThat(printed.lines())
                .containsExactly(
                        "You log in by the token in " + data.resolve("admin-token"),
                        "Agents join by the token in " + data.resolve("join-token"));
        try (var files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.contains("token"))
                    .containsExactlyInAnyOrder("admin-token", "join-token");
        }
    }

    @Test
    void nextStartKeepsThemAndMakesAnewWhatIsGoneOrWorksNoMore() throws Exception {
        run(nobody -> {}, ASKING);
        String admin = secret("admin-token");
        String join = secret("join-token");
        run(nobody -> {}, ASKING);
        assertThat(secret("admin-token")).isEqualTo(admin);
        assertThat(secret("join-token")).isEqualTo(join);

        Files.delete(data.resolve("admin-token"));
        run(
                caller -> {
                    Caller owner = caller.with(secret("admin-token"));
                    owner.get("/api/v1/tokens").json().path("items").forEach(token -> {
                        if (token.path("role").asText().equals(Role.JOIN.name())) {
                            assertThat(owner.delete("/api/v1/tokens/"
                                                    + token.path("id").asText())
                                            .status())
                                    .isEqualTo(204);
                        }
                    });
                },
                ASKING);
        assertThat(secret("admin-token")).isNotEqualTo(admin);
        assertThat(secret("join-token")).as("revoked, and no start since").isEqualTo(join);

        run(
                caller -> {
                    assertThat(secret("join-token")).isNotEqualTo(join);
                    caller.with(secret("join-token")).get("/api/v1/fleet").problem(403);
                    caller.with(join).get("/api/v1/fleet").problem(401);
                },
                ASKING);
    }

    @Test
    void insecureServerMakesNoneAndSaysItLoudly() throws Exception {
        String[] arguments = Arrays.copyOf(ASKING, ASKING.length + 1);
        arguments[ASKING.length] = "--insecure";
        String printed = run(
                anyone -> assertThat(anyone.get("/api/v1/fleet")
                                .json()
                                .path("server")
                                .path("insecure")
                                .asBoolean())
                        .isTrue(),
                arguments);
        assertThat(printed.lines())
                .singleElement()
                .asString()
                .startsWith("INSECURE: everyone who reaches this machine can use it, nobody is asked who they are: ");
        assertThat(data.resolve("admin-token")).doesNotExist();
        assertThat(data.resolve("join-token")).doesNotExist();
    }

    @Test
    void serverThatOnlyItsOwnMachineReachesMakesNone() throws Exception {
        String printed = run(anyone -> anyone.get("/api/v1/tokens").json());
        assertThat(printed).isEmpty();
        assertThat(data.resolve("admin-token")).doesNotExist();
    }
}
