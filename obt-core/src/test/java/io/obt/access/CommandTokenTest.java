package io.obt.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which token a command shows to which server, and what it says when that does not do. */
class CommandTokenTest {
    private static final URI HERE = URI.create("http://localhost:8881");
    private static final URI ELSEWHERE = URI.create("http://obt.lan:8881");

    private final Secret admin = Secret.random(Role.ADMIN, new SecureRandom());
    private final Secret viewer = Secret.random(Role.VIEWER, new SecureRandom());

    @TempDir
    private Path data;

    @BeforeEach
    void aServersOwnToken() throws IOException {
        new SecretFile(data.resolve("admin-token")).write(admin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8881",
                "http://LOCALHOST",
                "http://127.0.0.1:8881",
                "https://127.8.9.1",
                "http://[::1]:8881",
                "http://[0:0:0:0:0:0:0:1]/obt"
            })
    void aServerOnThisMachineIsShownItsOwnToken(String url) {
        assertThat(token(Map.of(), URI.create(url)).secret().map(Secret::text)).contains(admin.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://obt.lan:8881",
                "http://10.0.0.1",
                "http://localhost.example.org",
                "http://127.0.0.1.example.org",
                "http://[::ffff:10.0.0.1]",
                "http://[fe80::1]",
                "http://0.0.0.0:8881"
            })
    void theServersOwnTokenIsShownToNoOtherMachine(String url) {
        assertThat(token(Map.of(), URI.create(url)).secret()).isEmpty();
    }

    @Test
    void oneThatIsGivenIsShownEverywhere() {
        Map<String, String> given = Map.of("OBT_TOKEN", viewer.text());
        assertThat(token(given, HERE).secret().map(Secret::text)).contains(viewer.text());
        assertThat(token(given, ELSEWHERE).secret().map(Secret::text)).contains(viewer.text());
    }

    @Test
    void whatIsNoTokenIsRefusedAndNotRepeated() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> token(Map.of("OBT_TOKEN", "hunter2"), HERE))
                .withMessageStartingWith("OBT_TOKEN is set to something that is no token")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void whoIsNotKnownIsToldWhatToDo() {
        assertThat(token(Map.of(), ELSEWHERE).notKnown(ELSEWHERE))
                .isEqualTo(
                        "The OBT server at http://obt.lan:8881 asks for a token. Set OBT_TOKEN to one; who runs the server"
                                + " finds one in its file admin-token, or makes one: obt token create");
        assertThat(token(Map.of("OBT_TOKEN", viewer.text()), ELSEWHERE).notKnown(ELSEWHERE))
                .contains("does not know the token in OBT_TOKEN", "obt token create");
        assertThat(token(Map.of(), HERE).notKnown(HERE))
                .contains("does not know the token in " + data.resolve("admin-token"), "Set OBT_DATA_DIR");
        assertThat(token(Map.of("OBT_DATA_DIR", data + "/none"), HERE).notKnown(HERE))
                .contains("asks for a token", "there is none to read in " + data.resolve("none"));
    }

    @Test
    void whoMayNotIsToldWhichTokenDoesNotDo() {
        assertThat(token(Map.of("OBT_TOKEN", viewer.text()), HERE).notAllowed(HERE, "This call is for the role admin"))
                .isEqualTo(
                        "The OBT server at http://localhost:8881 does not allow this to the token in OBT_TOKEN: This call is"
                                + " for the role admin. Set OBT_TOKEN to a token of that role; an admin makes one: obt token create"
                                + " --role ROLE");
    }

    private CommandToken token(Map<String, String> environment, URI server) {
        Map<String, String> with = new HashMap<>(Map.of("OBT_DATA_DIR", data.toString()));
        with.putAll(environment);
        return CommandToken.of(Settings.of(Map.of(), with, data), server);
    }
}
