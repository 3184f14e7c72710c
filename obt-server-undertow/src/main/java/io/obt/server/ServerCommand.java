package io.obt.server;

import io.obt.access.Role;
import io.obt.server.security.TokenFiles.TokenFile;
import io.obt.server.tls.TlsSettings;
import io.obt.settings.Settings;
import java.io.Console;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What the commands that run a server have in common. */
public final class ServerCommand {
    private static final String INSECURE = "--insecure";

    private ServerCommand() {}

    /** The option without which a server is reached from its own machine only; read by {@link #settings}. */
    public static OptionSpec insecure() {
        return OptionSpec.builder(INSECURE)
                .description("Ask nobody for a token, although other machines reach the address.")
                .build();
    }

    /** The option by which a server makes its own certificate. */
    public static OptionSpec selfSigned() {
        return OptionSpec.builder(TlsSettings.SELF_SIGNED_FLAG)
                .description("Speak TLS with a certificate made here, tls.p12 in the data directory; its fingerprint is"
                        + " printed.")
                .build();
    }

    /** The settings of a server, by what its command was given. */
    public static ServerSettings settings(Settings found, ParseResult parsed) {
        ServerSettings settings = ServerSettings.of(found, parsed.hasMatchedOption(INSECURE));
        return parsed.hasMatchedOption(TlsSettings.SELF_SIGNED_FLAG) ? settings.selfSigned() : settings;
    }

    /** What its user reads first: where it is, where its data is, and who else can use it. */
    public static List<String> startLines(ObtServer server, ServerSettings settings) {
        List<String> lines = new ArrayList<>();
        lines.add(server.obstacle()
                .map(obstacle ->
                        "OBT " + ObtServer.VERSION + " is starting: open " + server.url() + " (" + obstacle + ")")
                .orElse("OBT " + ObtServer.VERSION + " is ready: open " + server.url() + " (data in " + settings.place()
                        + ")"));
        lines.addAll(accessLines(server, settings));
        return lines;
    }

    /** Who else can use it, and by which tokens. */
    public static List<String> accessLines(ObtServer server, ServerSettings settings) {
        List<String> lines = new ArrayList<>();
        if (settings.protection().open()) {
            lines.add("INSECURE: everyone who reaches this machine can use it, nobody is asked who they are: "
                    + elsewhere(settings, server.url()));
        }
        server.tls()
                .ifPresent(tls -> lines.add(
                        "Its certificate has the SHA-256 fingerprint " + tls.fingerprint() + ", until " + tls.end()));
        server.tokenFiles().forEach(token -> lines.add(line(token)));
        return lines;
    }

    // Shown once, and to a person: what is printed into a file or a log stays there.
    private static String line(TokenFile token) {
        String purpose = token.role() == Role.JOIN ? "Agents join by the token" : "You log in by the token";
        return token.isNew() && isTerminal(System.console())
                ? purpose + " " + token.secret() + " (also in " + token.file() + ")"
                : purpose + " in " + token.file();
    }

    // Since Java 22 there may be a console also where the output goes into a file, and a method that tells.
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static String elsewhere(ServerSettings settings, URI url) {
        if (!settings.host().isAnyLocalAddress()) {
            return url.toString();
        }
        try {
            return url.getScheme() + "://" + InetAddress.getLocalHost().getHostName() + ":" + url.getPort();
        } catch (UnknownHostException e) {
            return "any address of this machine, port " + url.getPort();
        }
    }
}
