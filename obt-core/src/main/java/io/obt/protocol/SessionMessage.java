package io.obt.protocol;

import io.obt.access.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is to this server: the answer of {@code /api/v1/session}.
 *
 * @param name of the token; {@code anyone} where none is needed
 * @param expiresAt when the session ends; absent when it does not
 * @param tokens whether this server asks for tokens at all
 */
public record SessionMessage(
        String name, Role role, @Nullable Instant expiresAt, boolean tokens) {}
