package io.obt.sdk;

import io.obt.access.Secret;
import java.util.Optional;
import java.util.function.Supplier;

/** Credentials that the host program has from somewhere: asked at the start, and again when the server takes one no more. */
final class GivenCredentials implements Credentials {
    private final Supplier<Optional<String>> supplier;

    GivenCredentials(Supplier<Optional<String>> supplier) {
        this.supplier = supplier;
    }

    @Override
    public Optional<Secret> kept() throws NotAdmittedException {
        Optional<String> given;
        try {
            given = supplier.get();
        } catch (RuntimeException e) {
            throw new NotAdmittedException("The agent's credential is not to be had now: " + e.getMessage());
        }
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Secret.of(given.get())
                .orElseThrow(() -> new NotAdmittedException("The credential given to the agent is none")));
    }

    @Override
    public Optional<Secret> fresh(ServerCalls server) throws NotAdmittedException {
        return kept();
    }
}
