package io.obt.agent;

import io.obt.agent.hardware.HardwareWatch;
import io.obt.sdk.ObtAgent;
import io.obt.sdk.SdkVersion;
import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import io.obt.time.TimeSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code obt agent}: reports the Ollama of this machine, in the foreground, until it is told to end. */
public final class AgentMain {
    private static final int USAGE = 2;
    private static final List<Setting> SETTINGS = List.of(
            Setting.SERVER_URL,
            Setting.JOIN_TOKEN,
            Setting.CA_FILE,
            Setting.SERVER_FINGERPRINT,
            Setting.OLLAMA_URL,
            Setting.CLIENT_ID,
            Setting.CLIENT_HEARTBEAT_INTERVAL,
            Setting.LABELS,
            Setting.ALLOW,
            Setting.AGENT_DIR,
            Setting.LOG_LEVEL,
            Setting.LOG_FORMAT);

    private AgentMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        Optional<Integer> status = run(arguments, System.getenv(), out, err);
        if (status.isPresent()) {
            System.exit(status.get());
        }
        new CountDownLatch(1).await(); // the agent's threads keep no program alive; a signal ends this one
    }

    /** Starts an agent, or returns the exit status when there is none to start. */
    static Optional<Integer> run(
            String[] arguments, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        CommandLine command = new CommandLine(spec()).setOut(out).setErr(err);
        try {
            ParseResult parsed = command.parseArgs(arguments);
            Integer helped = CommandLine.executeHelpRequest(parsed);
            if (helped != null) {
                return Optional.of(helped);
            }
            Settings settings = Settings.of(flags(parsed), environment, Path.of(""));
            LogSetup.apply(settings);
            start(AgentSettings.of(settings), environment, out);
            return Optional.empty();
        } catch (ParameterException e) {
            err.println(e.getMessage() + ". See: obt agent --help");
            return Optional.of(USAGE);
        } catch (SettingException e) {
            err.println(e.getMessage());
            return Optional.of(USAGE);
        }
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("obt agent").mixinStandardHelpOptions(true);
        spec.version("obt-agent " + SdkVersion.text());
        spec.usageMessage()
                .width(110)
                .description(
                        "Reports the Ollama of this machine to an OBT server, until Ctrl-C.",
                        "Neither of the two needs to run yet. Ollama stays on its own address; no port is opened.",
                        "A server that other machines reach asks for a token: the agent joins by it once, and keeps a"
                                + " credential of its own in its directory.",
                        "Each option can also be given by the environment or a .env file, under the name in brackets.")
                .footer(
                        "",
                        "Examples:",
                        "  obt agent                                  to a server on this machine",
                        "  obt agent --server http://obt.lan:8881 --client-id gpu-01 --labels gpu=a100,site=lab",
                        "  OBT_JOIN_TOKEN=obt_join_... obt agent --server http://obt.lan:8881     the first time, where one is"
                                + " asked for",
                        "  obt agent --ollama-url http://localhost:11500 --client-id gpu-01-second",
                        "  obt agent --allow pull,load,unload,delete  obeys these, and nothing else");
        SETTINGS.forEach(setting -> spec.addOption(option(setting)));
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

    private static Map<Setting, String> flags(ParseResult parsed) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        for (Setting setting : SETTINGS) {
            String value = parsed.matchedOptionValue(setting.flag(), (String) null);
            if (value != null) {
                flags.put(setting, value);
            }
        }
        return flags;
    }

    private static void start(AgentSettings settings, Map<String, String> environment, PrintWriter out) {
        HardwareWatch machine = HardwareWatch.start(environment, TimeSource.system());
        ObtAgent agent = Agents.start(settings, machine);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            agent.close();
                            machine.close();
                        },
                        "obt-stop"));
        out.println("OBT agent " + SdkVersion.text() + ": reports Ollama at " + settings.ollamaUrl() + " as '"
                + settings.clientId() + "' to " + settings.serverUrl());
    }
}
