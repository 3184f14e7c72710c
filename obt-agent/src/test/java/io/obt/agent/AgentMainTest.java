package io.obt.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.obt.settings.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpTeachesByExamples() {
        assertThat(run("--help")).contains(0);
        assertThat(out.toString())
                .contains(
                        "Examples:",
                        "--client-id",
                        "--join",
                        "[OBT_JOIN_TOKEN]",
                        "[OBT_SERVER_URL]",
                        Setting.ALLOW.key())
                .contains("default: http://localhost:8881");
    }

    @Test
    void saysItsVersion() {
        assertThat(run("--version")).contains(0);
        assertThat(out.toString()).startsWith("obt-agent ").doesNotContain("unknown", "$");
    }

    @Test
    void aWrongSettingIsOneLineAndMisuse() {
        assertThat(run("--client-id", "my desk")).contains(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "CLIENT_ID is 'my desk'; allowed is 1 to 64 of A-Z a-z 0-9 . _ -, first a letter or digit");
    }

    @Test
    void aWrongLogLevelIsOneLineAndMisuse() {
        assertThat(run("--log-level", "loud")).contains(2);
        assertThat(err.toString().lines())
                .containsExactly("OBT_LOG_LEVEL is 'loud'; allowed is error, warn, info, debug or trace");
    }

    @Test
    void aWrongLogFormatIsOneLineAndMisuse() {
        assertThat(run("--log-format", "xml")).contains(2);
        assertThat(err.toString().lines()).containsExactly("OBT_LOG_FORMAT is 'xml'; allowed is text or json");
    }

    @Test
    void anUnknownOptionIsOneLineAndMisuse() {
        assertThat(run("--clientid=x")).contains(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("--clientid", "obt agent --help");
    }

    private Optional<Integer> run(String... arguments) {
        return AgentMain.run(arguments, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
