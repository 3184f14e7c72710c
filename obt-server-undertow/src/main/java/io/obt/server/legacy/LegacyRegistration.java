package io.obt.server.legacy;

import static java.util.Objects.requireNonNull;

import io.obt.client.ClientId;
import io.obt.client.Hardware;
import io.obt.client.Registration;
import io.obt.registry.Claim;
import io.obt.text.Excerpt;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first OBT's client wants to be known.
 *
 * @param version of the client
 * @param hardware null when it says nothing that is understood
 */
public record LegacyRegistration(
        ClientId clientId, String version, @Nullable Hardware hardware) {
    // What stands for the instance id it does not have. A restart is the same instance, so it loses nothing; another
    // version is another one, so that the fleet learns of it.
    private static final String INSTANCE = "first-obt-client/";
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    public LegacyRegistration {
        requireNonNull(clientId, "clientId");
        requireNonNull(version, "version");
    }

    /** @throws IllegalArgumentException if the client id is missing or breaks its grammar */
    public static LegacyRegistration of(LegacyFields fields) {
        ClientId id = new ClientId(fields.text("client_id")
                .orElseThrow(() -> new IllegalArgumentException(
                        "The parameter 'client_id' is required, in the query or in the JSON body")));
        String version = fields.text("version").map(Excerpt::of).orElse("unknown");
        return new LegacyRegistration(id, version, LegacyHardware.read(fields.tree("hardware")));
    }

    static boolean isOfLegacyClient(Registration registration) {
        return registration.instanceId().startsWith(INSTANCE);
    }

    /** What the registry makes of it, for a call from {@code address}. */
    Claim toClaim(String address) {
        return new Claim(INSTANCE + version, version, INTERVAL, null, hardware, Set.of(), address);
    }
}
