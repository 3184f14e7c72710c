package io.obt.cli;

import io.obt.access.Role;
import io.obt.protocol.Json;
import io.obt.protocol.NewTokenRequest;
import io.obt.protocol.Page;
import io.obt.protocol.TokenMessage;
import io.obt.settings.DurationText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code obt token}: makes tokens for people, programs and new agents, lists them, and ends them. */
final class TokenCommand {
    private static final String TOKENS = "/api/v1/tokens";
    private static final List<String> ROLES = Stream.of(Role.JOIN, Role.VIEWER, Role.OPERATOR, Role.ADMIN)
            .map(TokenText::word)
            .toList();
    // So that a secret in its place is neither sent nor shown.
    private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");

    private TokenCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("token").mixinStandardHelpOptions(true);
        spec.usageMessage()
                .width(110)
                .description("Makes, lists and ends the tokens that a server reached by others asks for.")
                .footer(
                        "",
                        "Examples:",
                        "  obt token create --role join                       for ten agents, within a day",
                        "  obt token create --role viewer --name grafana --expires 90d",
                        "  obt token list",
                        "  obt token revoke 9f86d081884c");
        spec.addSubcommand("create", create());
        spec.addSubcommand("list", list());
        return spec.addSubcommand("revoke", revoke());
    }

    private static CommandSpec create() {
        CommandSpec spec = ServerOptions.spec("create");
        spec.usageMessage()
                .description("Makes a token and prints it, alone, on stdout. It is shown this once.")
                .footer("", ServerOptions.EXIT_STATUS);
        spec.addOption(OptionSpec.builder("--role")
                .type(String.class)
                .required(true)
                .paramLabel("ROLE")
                .description("join: a new agent joins by it; viewer: sees the fleet; operator: steers it, too;"
                        + " admin: hands out tokens, too")
                .build());
        spec.addOption(OptionSpec.builder("--name")
                .type(String.class)
                .paramLabel("NAME")
                .description("what it is called in lists and in the audit log (default: its role)")
                .build());
        spec.addOption(OptionSpec.builder("--expires")
                .type(String.class)
                .paramLabel("DURATION")
                .description("how long it works, like 24h or 30d (default: 24h for join, else for ever)")
                .build());
        return spec.addOption(OptionSpec.builder("--uses")
                .type(Integer.class)
                .paramLabel("COUNT")
                .description("how many agents may join by it (default: 10)")
                .build());
    }

    private static CommandSpec list() {
        CommandSpec spec = ServerOptions.spec("list");
        spec.usageMessage()
                .description("Lists the tokens that work, the youngest first, agents' credentials included.")
                .footer("", ServerOptions.EXIT_STATUS);
        return spec;
    }

    private static CommandSpec revoke() {
        CommandSpec spec = ServerOptions.spec("revoke");
        spec.usageMessage()
                .description("Ends a token at once, and the logins made with it.")
                .footer("", ServerOptions.EXIT_STATUS);
        return spec.addPositional(PositionalParamSpec.builder()
                .type(String.class)
                .paramLabel("ID")
                .arity("1")
                .index("0")
                .description("its id, as obt token list shows it")
                .build());
    }

    static int run(ParseResult parsed, ServerApi server, PrintWriter out, PrintWriter err)
            throws ServerException, InterruptedException {
        switch (parsed.commandSpec().name()) {
            case "create" -> create(parsed, server, out, err);
            case "list" -> list(parsed, server, out);
            default -> revoke(parsed, server, err);
        }
        return 0;
    }

    private static void create(ParseResult parsed, ServerApi server, PrintWriter out, PrintWriter err)
            throws ServerException, InterruptedException {
        TokenMessage made = server.post(TOKENS, request(parsed), body -> Json.read(body, TokenMessage.class));
        if (ServerOptions.isJson(parsed)) {
            out.println(new String(Json.write(made), StandardCharsets.UTF_8));
        } else {
            err.println(TokenText.made(made));
            out.println(made.secret());
        }
    }

    private static NewTokenRequest request(ParseResult parsed) {
        String role = parsed.matchedOptionValue("--role", "").toLowerCase(Locale.ROOT);
        if (!ROLES.contains(role)) {
            throw misuse(parsed, "--role is one of " + String.join(", ", ROLES));
        }
        try {
            return new NewTokenRequest(
                    parsed.matchedOptionValue("--name", role),
                    Role.valueOf(role.toUpperCase(Locale.ROOT)),
                    validMillis(parsed),
                    parsed.matchedOptionValue("--uses", (Integer) null));
        } catch (IllegalArgumentException e) {
            throw misuse(parsed, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Long validMillis(ParseResult parsed) {
        String text = parsed.matchedOptionValue("--expires", (String) null);
        if (text == null) {
            return null;
        }
        return DurationText.parse(text)
                .orElseThrow(() -> misuse(parsed, "--expires is " + DurationText.FORM))
                .toMillis();
    }

    private static void list(ParseResult parsed, ServerApi server, PrintWriter out)
            throws ServerException, InterruptedException {
        Page<TokenMessage> tokens = server.get(TOKENS, body -> Json.readPage(body, TokenMessage.class));
        if (ServerOptions.isJson(parsed)) {
            out.println(new String(Json.write(tokens), StandardCharsets.UTF_8));
        } else {
            TokenText.table(tokens.items()).forEach(out::println);
        }
    }

    private static void revoke(ParseResult parsed, ServerApi server, PrintWriter err)
            throws ServerException, InterruptedException {
        String id = parsed.matchedPositionalValue(0, "");
        if (!ID.matcher(id).matches()) {
            throw misuse(parsed, "An ID is 12 of 0-9 a-f, as obt token list shows it");
        }
        server.delete(TOKENS + "/" + id);
        err.println("The token " + id + " works no more");
    }

    private static ParameterException misuse(ParseResult parsed, String message) {
        return new ParameterException(parsed.commandSpec().commandLine(), message);
    }
}
