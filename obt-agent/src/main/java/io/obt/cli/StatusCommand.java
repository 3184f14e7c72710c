package io.obt.cli;

import io.obt.client.ClientStatus;
import io.obt.protocol.CatalogMessage;
import io.obt.protocol.ClientMessage;
import io.obt.protocol.FleetMessage;
import io.obt.protocol.Json;
import io.obt.protocol.SessionMessage;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        boolean well = status.problems().isEmpty() && status.drifting().isEmpty();
        return parsed.hasMatchedOption("--check") && !well ? Obt.ERROR : 0;
    }

    private static boolean asksForTokens(ServerApi server) throws ServerException, InterruptedException {
        return server.get("/api/v1/session", body -> Json.read(body, SessionMessage.class))
                .tokens();
    }

    private static Status ask(ServerApi server) throws ServerException, InterruptedException {
        FleetMessage fleet = server.get("/api/v1/fleet", body -> Json.read(body, FleetMessage.class));
        FleetMessage.Clients clients = fleet.clients();
        boolean troubled = clients.degraded() + clients.stale() + clients.offline() > 0;
        return new Status(
                fleet,
                troubled ? problems(server) : List.of(),
                fleet.models().drifting() > 0 ? drifting(server) : List.of());
    }

    // The server lists clients with problems before the others.
    private static List<ClientMessage> problems(ServerApi server) throws ServerException, InterruptedException {
        return server
                .get("/api/v1/clients?limit=" + MAX_PROBLEMS, body -> Json.readPage(body, ClientMessage.class))
                .items()
                .stream()
                .filter(StatusCommand::isProblem)
                .toList();
    }

    private static List<CatalogMessage> drifting(ServerApi server) throws ServerException, InterruptedException {
        return server.get(
                        "/api/v1/models?drift=true&limit=" + MAX_PROBLEMS,
                        body -> Json.readPage(body, CatalogMessage.class))
                .items();
    }

    private static boolean isProblem(ClientMessage client) {
        return client.status() != ClientStatus.ONLINE && client.status() != ClientStatus.LEFT;
    }
}
