package io.obt.sdk;

import io.obt.client.ClientId;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Under which id a client goes: the one it was given, or else its host's name, which is found out when somebody asks, as
 * that may take seconds. Thread-safe.
 */
final class ClientName {
    private static final String NAMELESS = "client";

    private final Supplier<Optional<String>> hostName;
    private volatile @Nullable ClientId id;

    private ClientName(@Nullable ClientId id, Supplier<Optional<String>> hostName) {
        this.id = id;
        this.hostName = hostName;
    }

    static ClientName given(ClientId id) {
        return new ClientName(id, Optional::empty);
    }

    static ClientName ofHost(Supplier<Optional<String>> hostName) {
        return new ClientName(null, hostName);
    }

    /** The id; whoever asks first may wait for it. */
    ClientId id() {
        ClientId known = id;
        return known == null ? findOut() : known;
    }

    private synchronized ClientId findOut() {
        ClientId known = id;
        if (known == null) {
            known = ClientId.fromHostName(hostName.get().orElse(NAMELESS));
            id = known;
        }
        return known;
    }

    /** The id if it is known, for names of threads and the like: nobody waits for this. */
    @Override
    public String toString() {
        ClientId known = id;
        return known == null ? "host" : known.toString();
    }
}
