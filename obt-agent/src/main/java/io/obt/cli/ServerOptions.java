package io.obt.cli;

import io.obt.access.CommandToken;
import io.obt.sdk.SdkVersion;
import io.obt.sdk.http.HttpTransport;
import io.obt.sdk.http.HttpUrl;
import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import io.obt.tls.Trust;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What every command that asks a server is told: which one, by which token, and whether to answer in JSON. */
final class ServerOptions {
    /** The end of each such command's help. */
    static final String EXIT_STATUS =
            "Exit status: 0 done, 1 an error, 2 misuse, 4 the token does not do, 5 there is no such thing,"
                    + " 7 no server answers.";

    private static final List<Setting> SETTINGS =
            List.of(Setting.SERVER_URL, Setting.CA_FILE, Setting.SERVER_FINGERPRINT, Setting.TOKEN, Setting.DATA_DIR);
    private static final String JSON = "--json";

    private ServerOptions() {}

    /** A command with these options. */
    static CommandSpec spec(String name) {
        CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        spec.version("obt " + SdkVersion.text());
        spec.usageMessage().width(110);
        spec.addOption(option(Setting.SERVER_URL, "URL", "the OBT server to ask"));
        spec.addOption(option(Setting.CA_FILE, "FILE", Setting.CA_FILE.description()));
        spec.addOption(option(Setting.SERVER_FINGERPRINT, "SHA256", Setting.SERVER_FINGERPRINT.description()));
        spec.addOption(option(
                Setting.TOKEN,
                "TOKEN",
                "the token to ask with; a flag is seen in the list of processes, so better set the variable"));
        spec.addOption(option(
                Setting.DATA_DIR,
                "DIR",
                "the data directory of a server on this machine, whose own token is shown to it when none is given"));
        return spec.addOption(OptionSpec.builder(JSON).description("print JSON").build());
    }

    private static OptionSpec option(Setting setting, String value, String description) {
        String usual =
                setting.defaultText().map(text -> " (default: " + text + ")").orElse("");
        return OptionSpec.builder(setting.flag())
                .type(String.class)
                .paramLabel(value)
                .description(description + usual + " [" + setting.key() + "]")
                .build();
    }

    static boolean isJson(ParseResult parsed) {
        return parsed.hasMatchedOption(JSON);
    }

    /** @throws SettingException if the address or the token is none */
    static ServerApi server(ParseResult parsed, Map<String, String> environment) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        for (Setting setting : SETTINGS) {
            String value = parsed.matchedOptionValue(setting.flag(), (String) null);
            if (value != null) {
                flags.put(setting, value);
            }
        }
        Settings settings = Settings.of(flags, environment, Path.of(""));
        URI url = url(settings);
        HttpTransport transport = new HttpTransport("obt/" + SdkVersion.text(), Trust.of(settings));
        return new ServerApi(url, CommandToken.of(settings, url), transport);
    }

    private static URI url(Settings settings) {
        String text = settings.text(Setting.SERVER_URL).orElseThrow();
        try {
            return HttpUrl.checked(URI.create(text));
        } catch (IllegalArgumentException e) {
            throw SettingException.notAllowed(Setting.SERVER_URL, text, "an address like http://obt.lan:8881");
        }
    }
}
