package io.obt.examples.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.obt.registry.LeasePolicy;
import io.obt.server.ObtServer;
import io.obt.server.ServerCommand;
import io.obt.server.ServerSettings;
import io.obt.server.SettingCommand;
import io.obt.settings.Setting;
import io.obt.settings.Settings;
import io.obt.time.Loop;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code obt demo}: a server with a simulated fleet, which keeps nothing. */
final class DemoCommand {
    // Quick, so that something is seen to happen in the first minute.
    private static final LeasePolicy RHYTHM = new LeasePolicy(Duration.ofSeconds(2), Duration.ofSeconds(15));
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private DemoCommand() {}

    static int execute(String... arguments) {
        CommandSpec spec = CommandSpec.create().name("obt demo");
        spec.version("obt " + ObtServer.VERSION);
        spec.usageMessage()
                .description(
                        "Runs an OBT server with a simulated fleet, for a first look without Ollama, until Ctrl-C.",
                        "Its data is kept in a temporary directory, apart from yours, and deleted at the end.")
                .footer(
                        "",
                        "Examples:",
                        "  obt demo",
                        "  obt demo --port 0                  any free port; it is printed");
        spec.addOption(ServerCommand.insecure());
        return new SettingCommand(
                        spec,
                        List.of(Setting.HOST, Setting.PORT, Setting.LOG_LEVEL, Setting.LOG_FORMAT),
                        DemoCommand::run)
                .execute(arguments);
    }

    private static void run(Settings found, ParseResult parsed) {
        // What goes wrong in the simulated fleet is meant to, and belongs on the page.
        ((Logger) LoggerFactory.getLogger("io.obt.sdk")).setLevel(Level.ERROR);
        TemporaryDirectory data = TemporaryDirectory.create();
        DemoFleet fleet;
        ServerSettings settings;
        ObtServer server;
        try {
            settings = ServerCommand.settings(found, parsed).forDemo(data.path(), RHYTHM);
            server = ObtServer.start(settings);
            fleet = DemoFleet.start(server, new Random());
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
        Loop life = Loop.every(DemoFleet.RHYTHM, PATIENCE, "obt-demo", fleet::step);
        Foreground.closeAtEnd(life, fleet, server, data);
        PrintWriter out = parsed.commandSpec().commandLine().getOut();
        out.println("OBT " + ObtServer.VERSION + " DEMO is ready: open " + server.url());
        ServerCommand.accessLines(server, settings).forEach(out::println);
        out.println(fleet.size() + " simulated clients; nothing there is real, and nothing is kept. Ctrl-C ends it.");
        out.flush();
    }
}
