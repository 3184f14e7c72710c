package io.obt.examples.demo;

import io.obt.agent.AgentSettings;
import io.obt.agent.Agents;
import io.obt.sdk.ObtAgent;
import io.obt.server.ObtServer;
import io.obt.server.ServerCommand;
import io.obt.server.ServerSettings;
import io.obt.server.SettingCommand;
import io.obt.settings.Setting;
import io.obt.settings.Settings;
import io.obt.tls.Trust;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code obt start}: a server, and an agent for the Ollama of this machine. */
final class StartCommand {
    private static final List<Setting> SETTINGS = List.of(
            Setting.HOST,
            Setting.PORT,
            Setting.DATA_DIR,
            Setting.MONGODB_URI,
            Setting.MONGODB_DATABASE,
            Setting.TLS_CERT,
            Setting.TLS_KEY,
            Setting.TLS_KEYSTORE,
            Setting.TLS_KEYSTORE_PASSWORD,
            Setting.OBT_HEARTBEAT_INTERVAL,
            Setting.OLLAMA_URL,
            Setting.CLIENT_ID,
            Setting.LABELS,
            Setting.LOG_LEVEL,
            Setting.LOG_FORMAT);

    private StartCommand() {}

    static int execute(String... arguments) {
        CommandSpec spec = CommandSpec.create().name("obt start");
        spec.version("obt " + ObtServer.VERSION);
        spec.usageMessage()
                .description(
                        "Runs an OBT server and an agent for the Ollama of this machine, until Ctrl-C.",
                        "Ollama need not run yet: the dashboard says what to do.",
                        "Each option can also be given by the environment or a .env file, under the name in brackets.")
                .footer(
                        "",
                        "Examples:",
                        "  obt start                          then open the address it prints",
                        "  obt start --port 0                 any free port; it is printed",
                        "  obt start --ollama-url http://localhost:11500",
                        "  obt start --host 0.0.0.0           for other machines too; it says where the tokens are");
        spec.addOption(ServerCommand.insecure()).addOption(ServerCommand.selfSigned());
        return new SettingCommand(spec, SETTINGS, StartCommand::run).execute(arguments);
    }

    private static void run(Settings found, ParseResult parsed) {
        ServerSettings serverSettings = ServerCommand.settings(found, parsed);
        AgentSettings agentSettings = AgentSettings.of(found);
        ObtServer server = ObtServer.start(serverSettings);
        ObtAgent agent = Agents.start(
                agentSettings.reportingTo(server.url(), trustIn(server)), () -> server.admit(agentSettings.clientId()));
        Foreground.closeAtEnd(agent, server);
        PrintWriter out = parsed.commandSpec().commandLine().getOut();
        ServerCommand.startLines(server, serverSettings).forEach(out::println);
        out.println("Reports Ollama at " + agentSettings.ollamaUrl() + " as '" + agentSettings.clientId()
                + "'. Ctrl-C ends it.");
        out.flush();
    }

    // It is this process that answers, whatever name its certificate is for.
    private static Trust trustIn(ObtServer server) {
        return server.tls().map(tls -> Trust.fingerprint(tls::fingerprint)).orElse(Trust.JDK);
    }
}
