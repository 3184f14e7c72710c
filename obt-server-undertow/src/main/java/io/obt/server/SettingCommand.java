package io.obt.server;

import io.obt.server.store.FleetFileException;
import io.obt.server.store.StoreFileException;
import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import io.obt.store.StoreRefusedException;
import io.obt.store.StoreUnavailableException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command whose options are settings. What is wrong with one is a line on stderr and exit code 2; what could not be
 * done is one with exit code 1.
 */
public final class SettingCommand {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int NOT_ALLOWED = 4;
    private static final int UNREACHABLE = 7;

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

    /** Runs it and returns the exit code: 0, 1 for what could not be done, 2 for what its user has to mend. */
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
            LogSetup.apply(found, settings.contains(Setting.ACCESS_LOG) ? "requests" : "off");
            action.run(found, parsed);
            return CommandLine.ExitCode.OK;
        } catch (SettingException | StoreFileException | StoreRefusedException e) {
            parsed.commandSpec().commandLine().getErr().println(e.getMessage());
            return USAGE;
        } catch (FleetFileException | StoreUnavailableException e) {
            parsed.commandSpec().commandLine().getErr().println(e.getMessage());
            return FAILED;
        } catch (NotAllowedException e) {
            parsed.commandSpec().commandLine().getErr().println(e.getMessage());
            return NOT_ALLOWED;
        } catch (UnreachableException e) {
            parsed.commandSpec().commandLine().getErr().println(e.getMessage());
            return UNREACHABLE;
        } catch (UncheckedIOException e) {
            parsed.commandSpec().commandLine().getErr().println(e.getMessage() + ": " + reason(e));
            return FAILED;
        }
    }

    // A file's exception says little more than its name, which the message has already.
    private static String reason(UncheckedIOException e) {
        Throwable cause = e.getCause();
        if (cause instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        return cause == null ? "" : String.valueOf(cause.getMessage());
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
}
