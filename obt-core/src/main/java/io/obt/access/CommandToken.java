package io.obt.access;

import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a command shows a server, so that its user need not: {@code OBT_TOKEN}, or else, to a server on this machine and to no
 * other, what the server's own file {@code admin-token} holds. Immutable.
 *
 * <pre>{@code
 * CommandToken token = CommandToken.of(settings, URI.create("http://localhost:8881"));
 * token.secret().ifPresent(secret -> request.header("Authorization", "Bearer " + secret.text()));
 * }</pre>
 */
public final class CommandToken {
    /** The file in a server's data directory that holds the token of who runs it. */
    public static final String ADMIN_FILE = "admin-token";

    // By its name alone: what else a name may lead to is not known before it is asked for.
    private static final Pattern THIS_MACHINE =
            Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[(::|0:0:0:0:0:0:0:)1]");

    private final @Nullable Secret secret;
    private final String origin;
    private final String wayOut;

    private CommandToken(@Nullable Secret secret, String origin, String wayOut) {
        this.secret = secret;
        this.origin = origin;
        this.wayOut = wayOut;
    }

    /**
     * The token for {@code server}.
     *
     * @throws SettingException if {@code OBT_TOKEN} is no token; it is not repeated
     */
    public static CommandToken of(Settings settings, URI server) {
        Optional<String> given = settings.text(Setting.TOKEN);
        if (given.isPresent()) {
            Secret secret = Secret.of(given.get())
                    .orElseThrow(() -> new SettingException(Setting.TOKEN.key()
                            + " is set to something that is no token; allowed is one as obt token create prints it"));
            return new CommandToken(
                    secret,
                    "the token in " + Setting.TOKEN.key(),
                    "Who runs the server makes another: obt token create");
        }
        return isThisMachine(server)
                ? ofThisMachine(settings.path(Setting.DATA_DIR).resolve(ADMIN_FILE))
                : new CommandToken(
                        null,
                        "",
                        "Set OBT_TOKEN to one; who runs the server finds one in its file " + ADMIN_FILE
                                + ", or makes one: obt token create");
    }

    private static boolean isThisMachine(URI server) {
        String host = server.getHost();
        return host != null && THIS_MACHINE.matcher(host).matches();
    }

    private static CommandToken ofThisMachine(Path file) {
        return readable(file)
                .map(secret -> new CommandToken(
                        secret,
                        "the token in " + file,
                        "Set OBT_DATA_DIR to that server's data directory, or OBT_TOKEN"))
                .orElseGet(() -> new CommandToken(
                        null,
                        "",
                        "Set OBT_TOKEN to one, or OBT_DATA_DIR to the server's data directory, whose file " + ADMIN_FILE
                                + " you can read if you run the server; there is none to read in " + file.getParent()));
    }

    private static Optional<Secret> readable(Path file) {
        try {
            return new SecretFile(file).read();
        } catch (IOException e) {
            return Optional.empty(); // another user's, or no file: as good as none
        }
    }

    /** What is shown; empty for nothing. */
    public Optional<Secret> secret() {
        return Optional.ofNullable(secret);
    }

    /** What to tell a person whom {@code server} answered 401. */
    public String notKnown(URI server) {
        return "The OBT server at " + server
                + (secret == null
                        ? " asks for a token. "
                        : " does not know " + origin + ": it is expired, revoked or" + " another server's. ")
                + wayOut;
    }

    /**
     * What to tell a person whom {@code server} answered 403.
     *
     * @param reason the server's words
     */
    public String notAllowed(URI server, String reason) {
        return "The OBT server at " + server + " does not allow this to "
                + (secret == null ? "who shows no token" : origin) + ": " + reason
                + ". Set OBT_TOKEN to a token of that role; an admin makes one: obt token create --role ROLE";
    }
}
