package io.obt.examples.endtoend.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.obt.examples.endtoend.repository.ScriptedRepository.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObtScriptTest {

    @TempDir
    Path directory;

    ScriptedRepository repository;

    @BeforeEach
    void layOut() throws Exception {
        repository = new ScriptedRepository(directory);
    }

    @Test
    void withoutACommandItTeaches() throws Exception {
        for (String[] arguments : new String[][] {{}, {"help"}, {"--help"}}) {
            Run run = repository.start(arguments);

            assertThat(run.exitCode()).isZero();
            assertThat(run.printed()).anyMatch(line -> line.contains("./obt demo"));
        }
        assertThat(repository.mavenRuns()).isEmpty();
    }

    @Test
    void aMistypedCommandIsAnsweredByTheNearestOneInOneLine() throws Exception {
        Run run = repository.start("strat");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said()).isEqualTo("obt: there is no command 'strat'. Did you mean: ./obt start\n");
    }

    @Test
    void aCommandLikeNoOtherIsAnsweredByTheWayToHelp() throws Exception {
        Run run = repository.start("*");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said()).isEqualTo("obt: there is no command '*'. See them all: ./obt help\n");
    }

    @Test
    void javaTakesThePlaceOfTheShellInTheCallersDirectory() throws Exception {
        Run run = repository.start("agent", "--labels", "a = b");

        assertThat(run.exitCode()).isZero();
        assertThat(run.printed())
                .startsWith(
                        Long.toString(run.process().pid()),
                        repository.path("..").normalize().toString())
                .endsWith("-jar", repository.path(ScriptedRepository.AGENT_JAR).toString(), "--labels", "a = b");
    }

    @Test
    void aLinkToItIsFollowed() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("near"), Path.of("a fleet of mine", "obt", "obt"));
        Path linkToLink = Files.createSymbolicLink(directory.resolve("far"), link);

        Run run = repository.startAs(linkToLink, "status");

        assertThat(run.exitCode()).isZero();
        assertThat(run.printed()).endsWith("io.obt.cli.Obt", "status");
    }

    @Test
    void whatAsksTheFleetIsOneProgram() throws Exception {
        Run token = repository.start("token", "create", "--role", "join");
        assertThat(token.exitCode()).isZero();
        assertThat(token.printed()).endsWith("io.obt.cli.Obt", "token", "create", "--role", "join");

        Run status = repository.start("status", "--json");
        assertThat(status.exitCode()).isZero();
        assertThat(status.printed()).endsWith("io.obt.cli.Obt", "status", "--json");
    }

    @Test
    void javaOptionsOfTheCallerReplaceOurs() throws Exception {
        Run run = repository.with("OBT_JAVA_OPTS", "-Xmx1g -Da=b").start("server");

        assertThat(run.exitCode()).isZero();
        assertThat(run.printed().subList(2, 5)).containsExactly("-Xmx1g", "-Da=b", "-jar");
    }

    @Test
    void itBuildsOnlyWhatIsOlderThanItsSources() throws Exception {
        assertThat(repository.start("agent").exitCode()).isZero();
        assertThat(repository.start("agent").exitCode()).isZero();
        assertThat(repository.mavenRuns()).hasSize(1);

        Files.setLastModifiedTime(
                repository.path("obt-agent/src/main/A.java"),
                FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(repository.start("agent").exitCode()).isZero();
        assertThat(repository.mavenRuns()).hasSize(2);
    }

    @Test
    void aFileChangedDuringTheBuildIsBuiltNextTime() throws Exception {
        // Later than the tick of the file system's clock in which the build began.
        repository.maven("sleep 0.1; touch obt-agent/src/main/A.java " + String.join(" ", ScriptedRepository.JARS));
        assertThat(repository.start("agent").exitCode()).isZero();
        assertThat(repository.start("agent").exitCode()).isZero();

        assertThat(repository.mavenRuns()).hasSize(2);
    }

    @Test
    void whatMavenSaysIsShownOnlyWhenItFails() throws Exception {
        repository.maven("echo 'A.java: a semicolon is missing'; exit 1");
        Run broken = repository.start("server");
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.said()).contains("a semicolon is missing", "the build failed");
        assertThat(broken.printed()).isEmpty();

        repository.maven("echo 'all is well'; touch " + String.join(" ", ScriptedRepository.JARS));
        Run mended = repository.start("server");
        assertThat(mended.exitCode()).isZero();
        assertThat(mended.said()).doesNotContain("all is well");
    }

    @Test
    void twoStartedTogetherBuildOnce() throws Exception {
        repository.maven(
                "touch " + String.join(" ", ScriptedRepository.JARS) + "; until [ -e go ]; do sleep 0.1; done");
        Run first = repository.start("agent");
        await().until(() -> !repository.mavenRuns().isEmpty());
        Run second = repository.start("agent");
        await().until(() -> second.said().contains("waiting"));
        repository.write("go", "");

        assertThat(first.exitCode()).isZero();
        assertThat(second.exitCode()).isZero();
        assertThat(repository.mavenRuns()).hasSize(1);
    }

    @Test
    void endedDuringABuildItTakesMavenAlong() throws Exception {
        repository.maven("echo $$ >maven.pid.part; mv maven.pid.part maven.pid; exec sleep 60");
        Run run = repository.start("start");
        await().until(() -> Files.exists(repository.path("maven.pid")));
        long maven =
                Long.parseLong(Files.readString(repository.path("maven.pid")).strip());

        run.process().destroy();

        assertThat(run.exitCode()).isEqualTo(143);
        assertThat(ProcessHandle.of(maven)).isEmpty();
    }

    @Test
    void withoutBuildingAMissingJarIsNamed() throws Exception {
        Run run = repository.with("OBT_NO_BUILD", "1").start("agent");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.said()).contains(ScriptedRepository.AGENT_JAR, "./obt build");
        assertThat(repository.mavenRuns()).isEmpty();
    }

    @Test
    void aRuntimeWithoutCompilerIsNoJdk() throws Exception {
        repository.jdk("jre", "21");
        Files.delete(repository.path("jre/bin/javac"));
        Files.createSymbolicLink(repository.path("bin/javac"), repository.path("jdk/bin/javac"));

        Run run =
                repository.with("JAVA_HOME", repository.path("jre").toString()).start("agent");

        assertThat(run.exitCode()).isZero();
        assertThat(run.said()).contains("is no JDK 17 or newer");
    }
}
