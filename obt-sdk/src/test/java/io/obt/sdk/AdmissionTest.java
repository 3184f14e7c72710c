package io.obt.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.obt.access.Role;
import io.obt.access.Secret;
import io.obt.access.SecretFile;
import io.obt.client.ClientId;
import io.obt.client.Hardware;
import io.obt.client.Labels;
import io.obt.client.OllamaState;
import io.obt.client.Usage;
import io.obt.log.LogOf;
import io.obt.sdk.AgentStatus.Phase;
import io.obt.sdk.http.Answer;
import io.obt.sdk.http.Transport;
import io.obt.time.ManualTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an agent gets into a server that asks who it is, and what it says when it does not. */
class AdmissionTest {
    private static final ClientName DESK = ClientName.given(new ClientId("desk"));
    private static final String WAY_OUT =
            "start the agent with --join TOKEN (a Java service: joinToken); who runs the server"
                    + " finds one in join-token or makes one: obt token create --role join";

    private final ManualTime time = new ManualTime();
    private final Secret joinToken = secret(Role.JOIN);
    private final GuardedServer server = new GuardedServer(joinToken);

    @TempDir
    private Path directory;

    @Test
    void joinsOnceAndShowsItsCredentialFromThenOn() throws Exception {
        Reporter reporter = joining();
        steps(reporter, 6);

        assertThat(server.calls.subList(0, 4))
                .containsExactly(
                        "PUT registration nobody",
                        "PUT credential obt_join_…",
                        "PUT registration obt_agent_…",
                        "POST heartbeats obt_agent_…");
        assertThat(server.joins()).isEqualTo(1);
        assertThat(reporter.status().phase()).isEqualTo(Phase.REPORTING);
        assertThat(kept()).isEqualTo(server.credential);
    }

    @Test
    void aRestartNeedsNoJoinToken() throws Exception {
        steps(joining(), 3);
        server.calls.clear();

        Reporter restarted = reporter(new JoinedCredentials(directory, DESK, null));
        steps(restarted, 3);
        assertThat(server.calls).startsWith("PUT registration obt_agent_…").noneMatch(call -> call.contains("nobody"));
        assertThat(restarted.status().phase()).isEqualTo(Phase.REPORTING);
    }

    @Test
    void goodbyeIsSaidWithTheCredential() throws Exception {
        ServerCalls calls = new ServerCalls(URI.create("http://obt.lan:8881"), DESK, server, time);
        Reporter reporter = reporter(calls, new JoinedCredentials(directory, DESK, joinToken));
        steps(reporter, 3);
        calls.goodbye(reporter.registrationId().orElseThrow());
        assertThat(server.calls).endsWith("DELETE registration obt_agent_…");
    }

    @Test
    void theCredentialIsKeptBeforeTheServerKnowsItAndIsForItsOwnerAlone() throws Exception {
        Transport looking = call -> {
            if (call.uri().getPath().endsWith("/credential")) {
                assertThat(new String(call.body(), StandardCharsets.UTF_8))
                        .contains(Files.readString(directory.resolve("joining-desk"))
                                .strip());
            }
            return server.exchange(call);
        };
        steps(reporter(calls(looking), new JoinedCredentials(directory, DESK, joinToken)), 3);

        assertThat(server.credential).isEqualTo(kept());
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("credential-desk");
        }
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
        assertThat(Files.getPosixFilePermissions(credentialFile()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void agentsThatShareADirectoryKeepACredentialEach() throws Exception {
        new JoinedCredentials(directory, DESK, joinToken).fresh(calls(server));
        String deskHas = kept();
        ClientName nas = ClientName.given(new ClientId("nas"));
        assertThat(new JoinedCredentials(directory, nas, null).kept()).isEmpty();
        server.revoke();
        new JoinedCredentials(directory, nas, joinToken).fresh(calls(server));

        assertThat(kept()).isEqualTo(deskHas);
        assertThat(directory.resolve("credential-nas")).exists();
    }

    @Test
    void anAnswerLostOnTheWayIsAskedForAgainWithTheSameCredential() throws Exception {
        Deque<String> lost = new ArrayDeque<>(List.of("once", "twice"));
        Transport losing = call -> {
            Answer answer = server.exchange(call);
            if (call.uri().getPath().endsWith("/credential") && lost.poll() != null) {
                throw new HttpTimeoutException("no whole answer within 10 s");
            }
            return answer;
        };
        Reporter reporter = reporter(calls(losing), new JoinedCredentials(directory, DESK, joinToken));
        steps(reporter, 8);

        assertThat(server.joins()).isEqualTo(3);
        assertThat(reporter.status().phase()).isEqualTo(Phase.REPORTING);
    }

    @Test
    void aJoinCutShortIsFinishedByTheNextStart() throws Exception {
        Transport cut = call -> {
            Answer answer = server.exchange(call);
            if (call.uri().getPath().endsWith("/credential")) {
                throw new HttpTimeoutException("no whole answer within 10 s");
            }
            return answer;
        };
        steps(reporter(calls(cut), new JoinedCredentials(directory, DESK, joinToken)), 1);
        Reporter next = reporter(new JoinedCredentials(directory, DESK, null));
        steps(next, 3);
        assertThat(next.status().phase()).isEqualTo(Phase.REPORTING);

        server.revoke();
        steps(reporter(calls(cut), new JoinedCredentials(directory, DESK, joinToken)), 1);
        next = joining();
        steps(next, 4);
        assertThat(next.status().phase()).isEqualTo(Phase.REPORTING);
        assertThat(kept()).isEqualTo(server.credential);
    }

    @Test
    void aJoinThatFailsCostsNoCredentialThatMayBeKnownAgain() throws Exception {
        steps(joining(), 3);
        String first = server.credential;
        server.revoke();
        server.joinToken = secret(Role.JOIN).text();
        steps(joining(), 3);

        server.credential = first; // its data is restored
        Reporter restarted = reporter(new JoinedCredentials(directory, DESK, null));
        steps(restarted, 3);
        assertThat(restarted.status().phase()).isEqualTo(Phase.REPORTING);
    }

    @Test
    void withoutAnyTokenItSaysWhereToFindOneAndGoesOnTrying() throws Exception {
        try (LogOf log = LogOf.type(Reporter.class)) {
            Reporter reporter = reporter(Credentials.NONE);
            steps(reporter, 50);

            String sentence = "The OBT server at http://obt.lan:8881 asks for a token: " + WAY_OUT;
            assertThat(log.lines().get(0)).isEqualTo("WARN " + sentence);
            assertThat(log.lines().subList(1, log.lines().size())).allMatch(line -> line.startsWith("DEBUG "));
            assertThat(reporter.status().trouble()).isEqualTo(sentence);
            assertThat(server.calls).hasSize(50).containsOnly("PUT registration nobody");
        }
    }

    @Test
    void revokedWithoutAJoinTokenItSaysSoOnceAndAsksLessThanTwiceAMinute() throws Exception {
        steps(joining(), 3);
        Reporter reporter = reporter(new JoinedCredentials(directory, DESK, null));
        steps(reporter, 3);
        server.revoke();
        server.calls.clear();
        try (LogOf log = LogOf.type(Reporter.class)) {
            Duration waited = steps(reporter, 20);

            assertThat(log.lines().stream().filter(line -> line.startsWith("WARN ")))
                    .containsExactly(
                            "WARN The OBT server at http://obt.lan:8881 does not know this agent's credential: it"
                                    + " was revoked, or the server's data is new. To join again, " + WAY_OUT);
            assertThat(reporter.status().phase()).isEqualTo(Phase.NO_CONTACT);
            assertThat(waited).isGreaterThanOrEqualTo(Duration.ofMinutes(20));
            assertThat(server.calls).hasSize(20);
        }
    }

    @Test
    void revokedWithAJoinTokenItJoinsAgainAtOnceWithAnotherCredential() throws Exception {
        Reporter reporter = joining();
        steps(reporter, 4);
        String first = server.credential;
        server.revoke();
        try (LogOf log = LogOf.type(Reporter.class)) {
            assertThat(step(reporter)).isZero();
            steps(reporter, 2);
            assertThat(log.lines()).isEmpty();
        }
        assertThat(reporter.status().phase()).isEqualTo(Phase.REPORTING);
        assertThat(server.credential).isNotNull().isNotEqualTo(first).isEqualTo(kept());
        assertThat(server.inside.registrations).as("the registration goes on").hasSize(1);
    }

    @Test
    void aJoinTokenThatDoesNotWorkIsSaidSoAndShownLessThanTwiceAMinute() throws Exception {
        server.joinToken = secret(Role.JOIN).text();
        Reporter reporter = joining();
        Duration waited = steps(reporter, 20);

        assertThat(reporter.status().trouble())
                .isEqualTo(
                        "The OBT server at http://obt.lan:8881 does not take this agent's join token: it is expired, used up"
                                + " or revoked. With another one, " + WAY_OUT);
        assertThat(waited).isGreaterThanOrEqualTo(Duration.ofMinutes(20));
        assertThat(server.joins()).isEqualTo(20);
    }

    @Test
    void aClientThatAnotherAgentHoldsIsSaidAndJoinedOnceItIsFree() throws Exception {
        server.credential = secret(Role.AGENT).text();
        Reporter reporter = joining();
        steps(reporter, 10);
        assertThat(reporter.status().trouble())
                .isEqualTo(
                        "The OBT server at http://obt.lan:8881 answered 409: The client 'desk' has a credential already, or"
                                + " give this agent another client id");

        server.revoke();
        steps(reporter, 4);
        assertThat(reporter.status().phase()).isEqualTo(Phase.REPORTING);
    }

    @Test
    void aCredentialOfAnotherClientIsSaidSoAndReplacedByOneOfItsOwn() throws Exception {
        Secret anothers = secret(Role.AGENT);
        new SecretFile(credentialFile()).write(anothers);
        Transport strict = call -> call.token() != null && call.token().text().equals(anothers.text())
                ? FakeServer.answers(403, "This credential is for the client 'nas' and no other")
                        .answer()
                : server.exchange(call);
        Reporter stranger = reporter(calls(strict), new JoinedCredentials(directory, DESK, null));
        steps(stranger, 5);
        assertThat(stranger.status().trouble())
                .isEqualTo(
                        "The OBT server at http://obt.lan:8881 answered 403: This credential is for the client 'nas' and no"
                                + " other. For a credential of its own, " + WAY_OUT);

        Reporter reporter = reporter(calls(strict), new JoinedCredentials(directory, DESK, joinToken));
        steps(reporter, 4);
        assertThat(reporter.status().phase()).isEqualTo(Phase.REPORTING);
    }

    @Test
    void aServerThatForgetsCredentialsAtOnceIsNotFlooded() throws Exception {
        Transport forgetting = call -> {
            Answer answer = server.exchange(call);
            server.credential = null;
            return answer;
        };
        Duration waited = steps(reporter(calls(forgetting), new JoinedCredentials(directory, DESK, joinToken)), 40);
        assertThat(waited).isGreaterThan(Duration.ofMinutes(15));
    }

    @Test
    void aServerInTroubleIsGivenThePauseItAsksForBeforeAnyoneJoins() throws Exception {
        Transport busy = call -> call.uri().getPath().endsWith("/credential")
                ? FakeServer.answers(503, "The store is away", "7").answer()
                : server.exchange(call);
        Reporter reporter = reporter(calls(busy), new JoinedCredentials(directory, DESK, joinToken));
        assertThat(step(reporter)).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8));
        assertThat(reporter.status().trouble()).contains("answered 503: The store is away");
    }

    @Test
    void aServerThatAsksForNoTokensIsToldOfNone() throws Exception {
        FakeServer open = new FakeServer();
        steps(reporter(calls(open), new JoinedCredentials(directory, DESK, joinToken)), 3);
        assertThat(open.calls).noneMatch(call -> call.contains("credential"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anAgentThatCannotKeepACredentialDoesNotJoin() throws Exception {
        Path taken = Files.writeString(directory.resolve("a file"), "");
        Reporter reporter = reporter(new JoinedCredentials(taken, DESK, joinToken));
        steps(reporter, 3);
        assertThat(reporter.status().trouble()).contains("cannot be kept in " + taken, "OBT_AGENT_DIR");
        assertThat(server.joins()).isZero();
    }

    @Test
    void aCredentialThatCannotBeReadIsSaidWhenItIsNeededAndReadAsSoonAsItCanBe() throws Exception {
        steps(joining(), 3);
        Path moved = Files.move(credentialFile(), directory.resolve("moved"));
        Files.createDirectory(credentialFile());

        FakeServer open = new FakeServer();
        steps(reporter(calls(open), new JoinedCredentials(directory, DESK, null)), 3);
        assertThat(open.heartbeats).hasSize(2);
        Reporter reporter = reporter(new JoinedCredentials(directory, DESK, null));
        steps(reporter, 3);
        assertThat(reporter.status().trouble()).contains(credentialFile() + " cannot be read");

        Files.delete(credentialFile());
        Files.move(moved, credentialFile());
        steps(reporter, 3);
        assertThat(reporter.status().phase()).isEqualTo(Phase.REPORTING);
    }

    @Test
    void aFileThatHoldsNoCredentialIsAsGoodAsNone() throws Exception {
        Files.writeString(credentialFile(), "scribble");
        steps(joining(), 4);
        assertThat(kept()).isEqualTo(server.credential);
    }

    @Test
    void aGivenCredentialIsAskedForAgainWhenTheServerTakesItNoMore() throws Exception {
        Reporter reporter = reporter(new GivenCredentials(() -> {
            server.credential = secret(Role.AGENT).text();
            return Optional.of(server.credential);
        }));
        steps(reporter, 3);
        server.revoke();
        steps(reporter, 3);
        assertThat(reporter.status().phase()).isEqualTo(Phase.REPORTING);
        assertThat(server.joins()).isZero();
    }

    @Test
    void aGivenCredentialThatIsNotToBeHadYetIsWaitedFor() throws Exception {
        Deque<String> failures = new ArrayDeque<>(List.of("the fleet is not open yet"));
        Reporter reporter = reporter(new GivenCredentials(() -> {
            if (!failures.isEmpty()) {
                throw new IllegalStateException(failures.poll());
            }
            server.credential = secret(Role.AGENT).text();
            return Optional.of(server.credential);
        }));
        step(reporter);
        assertThat(reporter.status().trouble()).contains("not to be had now: the fleet is not open yet");
        steps(reporter, 3);
        assertThat(reporter.status().phase()).isEqualTo(Phase.REPORTING);
    }

    @Test
    void whatIsGivenAndNoCredentialIsNotRepeated() throws Exception {
        Reporter reporter = reporter(new GivenCredentials(() -> Optional.of("hunter2\r\n")));
        step(reporter);
        assertThat(reporter.status().trouble()).contains("is none").doesNotContain("hunter2");
    }

    private Reporter joining() {
        return reporter(new JoinedCredentials(directory, DESK, joinToken));
    }

    private Reporter reporter(Credentials credentials) {
        return reporter(calls(server), credentials);
    }

    private ServerCalls calls(Transport transport) {
        return new ServerCalls(URI.create("http://obt.lan:8881"), DESK, transport, time);
    }

    private Reporter reporter(ServerCalls calls, Credentials credentials) {
        Claimant claimant = new Claimant(DESK, "1.2.3", null, Labels.NONE, () -> Hardware.UNKNOWN, Set.of());
        Observation well = new Observation(OllamaState.available("0.32.15"), null, List.of(), Usage.UNKNOWN);
        return new Reporter(calls, credentials, claimant, () -> Optional.of(well), time, new SplittableRandom(42));
    }

    private Duration step(Reporter reporter) throws InterruptedException {
        Duration wait = reporter.step();
        time.advance(wait);
        return wait;
    }

    private Duration steps(Reporter reporter, int count) throws InterruptedException {
        Duration waited = Duration.ZERO;
        for (int i = 0; i < count; i++) {
            waited = waited.plus(step(reporter));
        }
        return waited;
    }

    private Path credentialFile() {
        return directory.resolve("credential-desk");
    }

    private String kept() throws IOException {
        return Files.readString(credentialFile()).strip();
    }

    private static Secret secret(Role role) {
        return Secret.random(role, new SecureRandom());
    }
}
