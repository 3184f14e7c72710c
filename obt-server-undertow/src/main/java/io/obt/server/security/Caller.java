package io.obt.server.security;

import io.obt.access.Role;
import io.obt.access.Token;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a call.
 *
 * @param name of the token that was shown, or {@code anyone}
 * @param role what that token is good for
 * @param token it; null where none is needed
 */
public record Caller(String name, Role role, @Nullable Token token) {
    /** Somebody who needed no token, to a server that asks for none: may do everything. */
    public static final Caller ANYONE = new Caller("anyone", Role.ADMIN, null);

    /** Somebody whose token, if there is one, was not asked for. */
    static final Caller UNASKED = new Caller("anyone", Role.PUBLIC, null);

    /** Who shows {@code token}. */
    public static Caller of(Token token) {
        return new Caller(token.name(), token.role(), token);
    }

    /** What the audit log calls it: a client's agent is told from a token that has its name. */
    public String told() {
        return role == Role.AGENT ? "client " + name : name;
    }
}
