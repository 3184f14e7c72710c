package io.obt.cli;

import io.obt.protocol.AttentionMessage;
import io.obt.protocol.FleetMessage;
import io.obt.protocol.Json;
import io.obt.protocol.SessionMessage;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code obt status}: the fleet in a line, and a line for each problem. */
final class StatusCommand {
    private static final int MAX_PROBLEMS = 20;

    /** What {@code --json} prints. */
    record Status(FleetMessage fleet, AttentionMessage attention) {}

    private StatusCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = ServerOptions.spec("status");
        spec.usageMessage()
                .description("Shows the fleet in a line, and a line for each problem, the worst " + MAX_PROBLEMS + ".")
                .footer(
                        "",
                        ServerOptions.EXIT_STATUS,
                        "",
                        "Examples:",
                        "  obt status",
                        "  obt status --check || mail -s 'fleet' me        for cron",
                        "  obt status --json --server http://obt.lan:8881");
        return spec.addOption(OptionSpec.builder("--check")
                .description("exit with 1 if there is a problem")
                .build());
    }

    static int run(ParseResult parsed, ServerApi server, PrintWriter out) throws ServerException, InterruptedException {
        Status status = ask(server);
        if (ServerOptions.isJson(parsed)) {
            out.println(new String(Json.write(status), StandardCharsets.UTF_8));
        } else {
            StatusText.lines(status, status.fleet().clients().total() == 0 && asksForTokens(server))
                    .forEach(out::println);
        }
        boolean well = status.attention().total() == 0;
        return parsed.hasMatchedOption("--check") && !well ? Obt.ERROR : 0;
    }

    private static boolean asksForTokens(ServerApi server) throws ServerException, InterruptedException {
        return server.get("/api/v1/session", body -> Json.read(body, SessionMessage.class))
                .tokens();
    }

    private static Status ask(ServerApi server) throws ServerException, InterruptedException {
        return new Status(
                server.get("/api/v1/fleet", body -> Json.read(body, FleetMessage.class)),
                server.get("/api/v1/attention?limit=" + MAX_PROBLEMS, body -> Json.read(body, AttentionMessage.class)));
    }
}
