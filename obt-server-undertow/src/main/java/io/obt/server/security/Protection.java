package io.obt.server.security;

import java.util.Set;

/**
 * How a server protects itself.
 *
 * @param tokens whether callers have to show a token
 * @param open whether anybody can use it from another machine without one
 * @param legacyClients whether clients of the first OBT may report, which know no tokens
 * @param trustedProxies whose word about a caller's address is taken
 */
public record Protection(boolean tokens, boolean open, boolean legacyClients, Set<AddressRange> trustedProxies) {
    /** For a server that only its own machine reaches. */
    public static final Protection NONE = new Protection(false, false, true, Set.of());

    public Protection {
        trustedProxies = Set.copyOf(trustedProxies);
    }
}
