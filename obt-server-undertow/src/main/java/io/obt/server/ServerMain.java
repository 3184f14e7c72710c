package io.obt.server;

import io.obt.settings.Setting;
import io.obt.settings.Settings;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code obt server}: runs a server in the foreground until it is told to end. */
public final class ServerMain {
    private static final List<Setting> SETTINGS = List.of(
            Setting.HOST,
            Setting.PORT,
            Setting.DATA_DIR,
            Setting.MONGODB_URI,
            Setting.MONGODB_DATABASE,
            Setting.OBT_HEARTBEAT_INTERVAL,
            Setting.LEASE,
            Setting.EVENT_RETENTION,
            Setting.PUBLIC_URL,
            Setting.TLS_CERT,
            Setting.TLS_KEY,
            Setting.TLS_KEYSTORE,
            Setting.TLS_KEYSTORE_PASSWORD,
            Setting.TRUSTED_PROXIES,
            Setting.LEGACY_CLIENTS,
            Setting.CORS_ORIGINS,
            Setting.DASHBOARD_API,
            Setting.ACCESS_LOG,
            Setting.LOG_LEVEL,
            Setting.LOG_FORMAT);

    private ServerMain() {}

    public static void main(String[] arguments) {
        int status = execute(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Returns the exit code; 0 also when a server has started, which then keeps the process alive. */
    static int execute(String... arguments) {
        return new SettingCommand(spec(), SETTINGS, ServerMain::run).execute(arguments);
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("obt server");
        spec.version("obt-server " + ObtServer.VERSION);
        spec.usageMessage()
                .description(
                        "Runs an OBT server: it keeps the fleet, answers agents and shows the dashboard.",
                        "Each option can also be given by the environment or a .env file, under the name in brackets.")
                .footer(
                        "",
                        "Examples:",
                        "  obt server                         http://127.0.0.1:8881, data in ./obt-data",
                        "  obt server --port 0                any free port; it is printed",
                        "  obt server --data-dir /var/lib/obt --event-retention 7d",
                        "  obt server --host 0.0.0.0          for other machines too; tokens are made, and shown",
                        "  obt server --host 0.0.0.0 --tls-self-signed                    the same by https",
                        "  OBT_MONGODB_URI=mongodb://user:password@host obt server      data in that MongoDB");
        return spec.addOption(ServerCommand.insecure()).addOption(ServerCommand.selfSigned());
    }

    private static void run(Settings found, ParseResult parsed) {
        ServerSettings settings = ServerCommand.settings(found, parsed);
        ObtServer server = ObtServer.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "obt-stop"));
        PrintWriter out = parsed.commandSpec().commandLine().getOut();
        ServerCommand.startLines(server, settings).forEach(out::println);
        out.flush();
    }
}
