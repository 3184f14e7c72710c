package io.obt.protocol;

import io.obt.access.Role;
import io.obt.access.TokenRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An admin wants a token: the body of {@code POST /api/v1/tokens}.
 *
 * @param validMillis how long it works; absent for 24 h of a join token, and for ever of any other
 * @param uses how many agents may join by it; absent for 10
 */
public record NewTokenRequest(
        String name,
        Role role,
        @Nullable Long validMillis,
        @Nullable Integer uses) {
    private static final long MAX_MILLIS = Duration.ofDays(3_650).toMillis();

    public NewTokenRequest {
        Fields.required("name", name);
        Fields.required("role", role);
        if (validMillis != null && (validMillis < 1_000 || validMillis > MAX_MILLIS)) {
            throw InvalidFieldException.wrong("/validMillis", "A token is valid for 1000 ms to 10 years");
        }
        toRequest(name, role, validMillis, uses);
    }

    /** What it asks of the service. */
    public TokenRequest toRequest() {
        return toRequest(name, role, validMillis, uses);
    }

    private static TokenRequest toRequest(String name, Role role, @Nullable Long validMillis, @Nullable Integer uses) {
        try {
            return new TokenRequest(name, role, validMillis == null ? null : Duration.ofMillis(validMillis), uses);
        } catch (IllegalArgumentException e) {
            throw InvalidFieldException.wrong("", String.valueOf(e.getMessage()));
        }
    }
}
