package io.obt.examples.endtoend.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.examples.endtoend.repository.ScriptedRepository.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObtTestCommandTest {

    private static final String REPORT = "obt-agent/target/surefire-reports/TEST-a.xml";

    @TempDir
    Path directory;

    ScriptedRepository repository;

    @BeforeEach
    void layOut() throws Exception {
        repository = new ScriptedRepository(directory);
        repository.script("bin/chromium", "#!/bin/sh\n");
        repository.script("bin/node", "#!/bin/sh\necho v22.1.0\n");
    }

    @Test
    void everyTestIsRunWithWhatTheBrowserNeeds() throws Exception {
        report("<testcase name=\"a\" classname=\"A\"/>", "env >seen.env");

        Run run = repository
                .with("OBT_PORT", "1")
                .with("OBT_TEST_OLLAMA_URL", "http://localhost:11434")
                .start("test", "-pl", "obt-core");

        assertThat(run.exitCode()).isZero();
        assertThat(run.printed()).endsWith("TESTS: 1 run, 0 failed, 0 NOT RUN");
        assertThat(repository.mavenRuns()).singleElement().asString().endsWith("verify -pl obt-core");
        assertThat(repository.path("seen.env"))
                .content()
                .contains(
                        "OBT_CHROMIUM=" + repository.path("bin/chromium"),
                        "PLAYWRIGHT_NODEJS_PATH=" + repository.path("bin/node"),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1",
                        "OBT_TEST_OLLAMA_URL=")
                .doesNotContain("OBT_PORT");
    }

    @Test
    void testsThatNeedAnUnnamedServerAreListedAsNotRun() throws Exception {
        report("""
                <testcase name="keeps" classname="A" time="0.1"/>
                <testcase name="real" classname="B" time="0.0">
                  <skipped message="Environment variable [OBT_TEST_MONGODB_URI] does not exist"/>
                </testcase>
                <testcase name="reads" classname="C" time="0.0">
                  <skipped message="Environment variable [OBT_TEST_OLLAMA_URL] does not exist"/>
                </testcase>""", ":");

        Run run = repository.start("test");

        assertThat(run.exitCode()).isZero();
        assertThat(run.printed())
                .hasSize(5)
                .containsSequence("NOT RUN: 1 that need OBT_TEST_MONGODB_URI", "    B.real")
                .containsSequence("NOT RUN: 1 that need OBT_TEST_OLLAMA_URL", "    C.reads")
                .endsWith("TESTS: 1 run, 0 failed, 2 NOT RUN");
    }

    @Test
    void aTestSkippedForAnyOtherReasonFails() throws Exception {
        report("""
                <testcase name="keeps" classname="A" time="0.1"/>
                <testcase name="real" classname="B" time="0.0">
                  <skipped message="Environment variable [OBT_TEST_MONGODB_URI] does not exist"/>
                </testcase>""", ":");

        Run run = repository.with("OBT_TEST_MONGODB_URI", "mongodb://localhost").start("test");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.printed()).contains("SKIPPED, which no test may be: 1", "    B.real");
    }

    @Test
    void whatATestPrintedIsNotTakenForAReport() throws Exception {
        report("""
                <testcase name="prints" classname="A" time="0.1">
                  <system-out><![CDATA[
                  <skipped/>
                  <failure/>
                ]]></system-out>
                </testcase>""", ":");

        Run run = repository.start("test");

        assertThat(run.exitCode()).isZero();
        assertThat(run.printed()).endsWith("TESTS: 1 run, 0 failed, 0 NOT RUN");
    }

    @Test
    void aFailureOfMavenOrNoTestAtAllFails() throws Exception {
        report("<testcase name=\"a\" classname=\"A\"/>", "exit 1");
        assertThat(repository.start("test").exitCode()).isEqualTo(1);

        repository.maven(":");
        assertThat(repository.start("test").exitCode()).isEqualTo(1);
    }

    @Test
    void withoutANewNodePlaywrightsOwnIsUsed() throws Exception {
        repository.script("bin/node", "#!/bin/sh\necho v18.20.4\n");
        report("<testcase name=\"a\" classname=\"A\"/>", ":");

        assertThat(repository.start("test").exitCode()).isZero();
        assertThat(repository.mavenRuns()).singleElement().asString().endsWith("verify -Pbundled-node");
    }

    /** Maven leaves this report, then does what the commands say. */
    private void report(String testcases, String commands) throws Exception {
        repository.write("report.xml", "<testsuite>\n" + testcases + "\n</testsuite>");
        repository.maven("mkdir -p " + Path.of(REPORT).getParent() + "; cp report.xml " + REPORT + "; " + commands);
    }
}
