package io.obt.cli;

import io.obt.sdk.SdkVersion;
import io.obt.settings.SettingException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code obt}: asks a fleet. Exits with 0 when it could, 1 on an error, 2 on misuse, 4 when the token does not do, 5 when there is no
 * such thing, 7 when no server answers.
 */
public final class Obt {
    static final int ERROR = 1;
    static final int USAGE = 2;
    static final int NOT_ALLOWED = 4;
    static final int NOT_FOUND = 5;
    static final int UNREACHABLE = 7;

    private Obt() {}

    public static void main(String[] arguments) throws InterruptedException {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        PrintWriter err = new PrintWriter(System.err, true);
        System.exit(run(arguments, System.getenv(), out, err));
    }

    /** Runs one command and returns its exit status. */
    static int run(String[] arguments, Map<String, String> environment, PrintWriter out, PrintWriter err)
            throws InterruptedException {
        CommandLine command = new CommandLine(spec()).setOut(out).setErr(err);
        try {
            ParseResult parsed = command.parseArgs(arguments);
            Integer helped = CommandLine.executeHelpRequest(parsed);
            if (helped != null) {
                return helped;
            }
            ParseResult chosen = innermost(parsed);
            CommandSpec spec = chosen.commandSpec();
            if (!spec.subcommands().isEmpty()) {
                spec.commandLine().usage(err);
                return USAGE;
            }
            ServerApi server = ServerOptions.server(chosen, environment);
            return spec.name().equals("status")
                    ? StatusCommand.run(chosen, server, out)
                    : TokenCommand.run(chosen, server, out, err);
        } catch (ParameterException e) {
            err.println(e.getMessage() + ". See: "
                    + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return USAGE;
        } catch (SettingException e) {
            err.println(e.getMessage());
            return USAGE;
        } catch (ServerException e) {
            err.println(e.getMessage());
            return e.exitStatus();
        }
    }

    private static ParseResult innermost(ParseResult parsed) {
        return parsed.hasSubcommand() ? innermost(parsed.subcommand()) : parsed;
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("obt").mixinStandardHelpOptions(true);
        spec.version("obt " + SdkVersion.text());
        spec.usageMessage()
                .description("Asks an OBT server about its fleet of Ollamas.")
                .footer("", "Examples:", "  obt status --server http://obt.lan:8881", "  obt token create --role join");
        spec.addSubcommand("status", StatusCommand.spec());
        return spec.addSubcommand("token", TokenCommand.spec());
    }
}
