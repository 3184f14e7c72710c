package io.obt.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.obt.server.store.StoreFileException;
import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code obt server}: runs a server in the foreground until it is told to end. */
public final class ServerMain {
    private static final int USAGE = 2;
    private static final List<Setting> SETTINGS = List.of(
            Setting.HOST,
            Setting.PORT,
            Setting.DATA_DIR,
            Setting.OBT_HEARTBEAT_INTERVAL,
            Setting.LEASE,
            Setting.EVENT_RETENTION,
            Setting.PUBLIC_URL,
            Setting.LOG_LEVEL);

    private ServerMain() {}

    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(spec());
        command.setExecutionStrategy(ServerMain::run);
        command.setExecutionExceptionHandler((e, line, result) -> {
            if (e instanceof SettingException || e instanceof StoreFileException) {
                line.getErr().println(e.getMessage());
                return USAGE;
            }
            throw e;
        });
        int status = command.execute(arguments);
        if (status != CommandLine.ExitCode.OK) {
            System.exit(status);
        }
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("obt server").mixinStandardHelpOptions(true);
        spec.version("obt-server " + ServerVersion.TEXT);
        spec.usageMessage()
                .description(
                        "Runs an OBT server: it keeps the fleet, answers agents and shows the dashboard.",
                        "Each option can also be given by the environment or a .env file, under the name in brackets.")
                .footer(
                        "",
                        "Examples:",
                        "  obt server                         http://127.0.0.1:8881, data in ./obt-data",
                        "  obt server --port 0                any free port; it is printed",
                        "  obt server --data-dir /var/lib/obt --event-retention 7d");
        SETTINGS.forEach(setting -> spec.addOption(option(setting)));
        spec.addOption(OptionSpec.builder("--insecure")
                .description("Listen on an address that other machines reach, although nothing asks who they are.")
                .build());
        return spec;
    }

    private static OptionSpec option(Setting setting) {
        String usual =
                setting.defaultText().map(text -> " (default: " + text + ")").orElse("");
        return OptionSpec.builder(setting.flag())
                .type(String.class)
                .paramLabel("VALUE")
                .description(setting.description() + usual + " [" + setting.key() + "]")
                .build();
    }

    private static int run(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        SETTINGS.forEach(setting -> {
            String value = parsed.matchedOptionValue(setting.flag(), (String) null);
            if (value != null) {
                flags.put(setting, value);
            }
        });
        Settings settings = Settings.of(flags, System.getenv(), Path.of(""));
        setLogLevel(settings);
        boolean insecure = parsed.hasMatchedOption("--insecure");
        run(
                ServerSettings.of(settings, insecure),
                parsed.commandSpec().commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    private static void run(ServerSettings settings, PrintWriter out) {
        ObtServer server = ObtServer.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "obt-stop"));
        out.println("OBT " + ServerVersion.TEXT + " is ready: open " + server.url() + " (data in "
                + settings.dataDirectory() + ")");
        out.flush();
    }

    private static void setLogLevel(Settings settings) {
        String text = settings.text(Setting.LOG_LEVEL).orElseThrow();
        if (!List.of("error", "warn", "info", "debug", "trace").contains(text.toLowerCase(Locale.ROOT))) {
            throw SettingException.notAllowed(Setting.LOG_LEVEL, text, "error, warn, info, debug or trace");
        }
        ((Logger) LoggerFactory.getLogger("io.obt")).setLevel(Level.toLevel(text));
    }
}
