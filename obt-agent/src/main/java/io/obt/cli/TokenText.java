package io.obt.cli;

import io.obt.access.Role;
import io.obt.protocol.TokenMessage;
import io.obt.text.Excerpt;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tokens in words, without their secrets.
 *
 * <pre>
 * ID            ROLE      EXPIRES               USES LEFT  NAME
 * 9f86d081884c  viewer    2026-10-30T10:00:00Z             grafana
 * 60303ae22b99  join      2026-08-02T10:00:00Z  9          join
 * fd61a03af4f7  agent     never                            gpu-01
 * </pre>
 */
final class TokenText {
    private static final String ROW = "%-12s  %-8s  %-20s  %-9s  %s";

    private TokenText() {}

    static List<String> table(List<TokenMessage> tokens) {
        List<String> lines = new ArrayList<>();
        lines.add(row("ID", "ROLE", "EXPIRES", "USES LEFT", "NAME"));
        for (TokenMessage token : tokens) {
            lines.add(row(
                    Excerpt.of(token.id()),
                    word(token.role()),
                    expiry(token),
                    token.usesLeft() == null ? "" : token.usesLeft().toString(),
                    Excerpt.of(token.name())));
        }
        return lines;
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, ROW, (Object[]) cells);
    }

    /** What to know about a token that was just made. */
    static String made(TokenMessage token) {
        String uses = token.usesLeft() == null ? "" : ", for " + token.usesLeft() + " agents";
        String next = token.role() == Role.JOIN
                ? "On each new machine: obt agent --server URL --join TOKEN"
                : "To use it: OBT_TOKEN=TOKEN obt status, or log in with it in the dashboard";
        return "Token '" + Excerpt.of(token.name()) + "', role " + word(token.role()) + uses + ", expires: "
                + expiry(token) + ". It is shown this once. " + next + ". To end it: obt token revoke "
                + Excerpt.of(token.id());
    }

    static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static String expiry(TokenMessage token) {
        return token.expiresAt() == null
                ? "never"
                : token.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
