package io.obt.cli;

import io.obt.client.ClientStatus;
import io.obt.protocol.CatalogMessage;
import io.obt.protocol.ClientMessage;
import io.obt.protocol.FleetMessage;
import io.obt.protocol.Json;
import io.obt.sdk.SdkVersion;
import io.obt.sdk.http.HttpTransport;
import io.obt.sdk.http.HttpUrl;
import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import io.obt.tls.Trust;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code obt status}: the fleet in a line, and a line for each problem. */
final class StatusCommand {
    private static final int MAX_PROBLEMS = 20;

    /** What {@code --json} prints. */
    record Status(FleetMessage fleet, List<ClientMessage> problems, List<CatalogMessage> drifting) {}

    private StatusCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("status").mixinStandardHelpOptions(true);
        spec.version("obt " + SdkVersion.text());
        spec.usageMessage()
                .width(110)
                .description("Shows the fleet in a line, and a line for each problem, the worst " + MAX_PROBLEMS + ".")
                .footer(
                        "",
                        "Exit status: 0 the server was asked, 1 an error, 2 misuse, 7 no server answers.",
                        "",
                        "Examples:",
                        "  obt status",
                        "  obt status --check || mail -s 'fleet' me        for cron",
                        "  obt status --json --server http://obt.lan:8881");
        spec.addOption(OptionSpec.builder(Setting.SERVER_URL.flag())
                .type(String.class)
                .paramLabel("URL")
                .description("the OBT server to ask (default: "
                        + Setting.SERVER_URL.defaultText().orElseThrow() + ") [" + Setting.SERVER_URL.key() + "]")
                .build());
        for (Setting setting : List.of(Setting.CA_FILE, Setting.SERVER_FINGERPRINT)) {
            spec.addOption(OptionSpec.builder(setting.flag())
                    .type(String.class)
                    .paramLabel("VALUE")
                    .description(setting.description() + " [" + setting.key() + "]")
                    .build());
        }
        spec.addOption(OptionSpec.builder("--json").description("print JSON").build());
        spec.addOption(OptionSpec.builder("--check")
                .description("exit with 1 if there is a problem")
                .build());
        return spec;
    }

    static int run(ParseResult parsed, Map<String, String> environment, PrintWriter out)
            throws ServerException, InterruptedException {
        Settings settings = Settings.of(flags(parsed), environment, Path.of(""));
        HttpTransport transport = new HttpTransport("obt/" + SdkVersion.text(), Trust.of(settings));
        Status status = ask(new FleetReader(serverUrl(settings), transport));
        if (parsed.hasMatchedOption("--json")) {
            out.println(new String(Json.write(status), StandardCharsets.UTF_8));
        } else {
            StatusText.lines(status).forEach(out::println);
        }
        boolean well = status.problems().isEmpty() && status.drifting().isEmpty();
        return parsed.hasMatchedOption("--check") && !well ? Obt.ERROR : 0;
    }

    private static Map<Setting, String> flags(ParseResult parsed) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        for (Setting setting : List.of(Setting.SERVER_URL, Setting.CA_FILE, Setting.SERVER_FINGERPRINT)) {
            String value = parsed.matchedOptionValue(setting.flag(), (String) null);
            if (value != null) {
                flags.put(setting, value);
            }
        }
        return flags;
    }

    private static Status ask(FleetReader reader) throws ServerException, InterruptedException {
        FleetMessage fleet = reader.fleet();
        FleetMessage.Clients clients = fleet.clients();
        boolean troubled = clients.degraded() + clients.stale() + clients.offline() > 0;
        return new Status(
                fleet,
                troubled
                        ? reader.worstClients(MAX_PROBLEMS).items().stream()
                                .filter(StatusCommand::isProblem)
                                .toList()
                        : List.of(),
                fleet.models().drifting() > 0
                        ? reader.driftingModels(MAX_PROBLEMS).items()
                        : List.of());
    }

    private static boolean isProblem(ClientMessage client) {
        return client.status() != ClientStatus.ONLINE && client.status() != ClientStatus.LEFT;
    }

    private static URI serverUrl(Settings settings) {
        String text = settings.text(Setting.SERVER_URL).orElseThrow();
        try {
            return HttpUrl.checked(URI.create(text));
        } catch (IllegalArgumentException e) {
            throw SettingException.notAllowed(Setting.SERVER_URL, text, "an address like http://obt.lan:8881");
        }
    }
}
