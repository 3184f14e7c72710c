package io.obt.sdk;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentBuilderTest {
    private final AgentBuilder builder = ObtAgent.builder(URI.create("http://obt.lan:8881"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "obt.lan:8881",
                "ftp://obt.lan",
                "http:///path",
                "http://my_host:8881",
                "http://obt.lan:0",
                "http://obt.lan:70000",
                "http://obt.lan?x=1",
                "http://obt.lan#x",
                "mailto:anna@obt.lan"
            })
    void whatIsNoServersUrlIsRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObtAgent.builder(URI.create(url)))
                .withMessageContaining("URL");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.ollama(URI.create(url)));
    }

    @Test
    void aPasswordInAUrlIsRefusedAndNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObtAgent.builder(URI.create("http://anna:secret@obt.lan")))
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-desk", "a b", "desk/1", "Ärger"})
    void whatIsNoClientIdIsRefused(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.clientId(id))
                .withMessageContaining("1 to 64 of A-Z a-z 0-9 . _ -");
    }

    @Test
    void labelsOutsideTheGrammarOrTooManyAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.label("", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.label("site", "a b"));
        for (int i = 0; i < 16; i++) {
            builder.label("key-" + i, "value");
        }
        builder.labels(Map.of("key-0", "another value is no new label".replace(' ', '-')));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.label("one-more", "x"))
                .withMessageContaining("at most 16");
    }

    @Test
    void aRhythmOutOfRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.heartbeatInterval(Duration.ofMillis(99)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.heartbeatInterval(Duration.ofMinutes(11)))
                .withMessage("A heartbeat interval is 100 ms to 10 min, not 660000 ms");
        assertThatCode(() -> builder.heartbeatInterval(Duration.ofMillis(100))).doesNotThrowAnyException();
    }

    @Test
    void whatNoAgentMayDoCannotBeAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.allow("pull", "push"))
                .withMessage("An agent can be allowed copy, delete, load, pull, unload, but not 'push'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "obt_join_short", "obt_admin_3q2-7wABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"})
    void whatIsNoJoinTokenIsRefusedAndNotRepeated(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.joinToken(token, Path.of("unused")))
                .withMessage("A join token begins with obt_join_ and is what obt token create --role join prints");
    }
}
