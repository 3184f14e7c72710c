package io.obt.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.obt.server.store.StoreFileException;
import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import io.obt.store.StoreRefusedException;
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

/** A command whose options are settings. What is wrong with one is a line on stderr and exit code 2. */
public final class SettingCommand {
    private static final int USAGE = 2;
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

    private final CommandSpec spec;
    private final List<Setting> settings;
    private final Action action;

    /** What a command does with its settings. */
    public interface Action {
        /** @throws SettingException, {@link StoreFileException} or {@link StoreRefusedException} if one does not work */
        void run(Settings settings, ParseResult parsed);
    }

    /** @param spec its name, version, words, and the options that are no settings */
    public SettingCommand(CommandSpec spec, List<Setting> settings, Action action) {
        this.spec = spec.mixinStandardHelpOptions(true);
        this.settings = List.copyOf(settings);
        this.action = action;
        settings.forEach(setting -> spec.addOption(option(setting)));
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

    /** Runs it and returns the exit code: 0, 2 for what its user has to mend, or 1 for a store that is away. */
    public int execute(String... arguments) {
        return new CommandLine(spec)
                .setExecutionStrategy(this::runOrExplain)
                .setParameterExceptionHandler((e, given) -> {
                    e.getCommandLine().getErr().println(e.getMessage() + "; --help shows what there is");
                    return USAGE;
                })
                .execute(arguments);
    }

    private int runOrExplain(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        try {
            Settings found = Settings.of(flags(parsed), System.getenv(), Path.of(""));
            setLogLevel(found);
            action.run(found, parsed);
            return CommandLine.ExitCode.OK;
        } catch (SettingException | StoreFileException | StoreRefusedException e) {
            parsed.commandSpec().commandLine().getErr().println(e.getMessage());
            return USAGE;
        }
    }

    private Map<Setting, String> flags(ParseResult parsed) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        for (Setting setting : settings) {
            String value = parsed.matchedOptionValue(setting.flag(), (String) null);
            if (value != null) {
                flags.put(setting, value);
            }
        }
        return flags;
    }

    private static void setLogLevel(Settings settings) {
        String text = settings.text(Setting.LOG_LEVEL).orElseThrow();
        if (!LEVELS.contains(text.toLowerCase(Locale.ROOT))) {
            throw SettingException.notAllowed(Setting.LOG_LEVEL, text, "error, warn, info, debug or trace");
        }
        ((Logger) LoggerFactory.getLogger("io.obt")).setLevel(Level.toLevel(text));
    }
}
