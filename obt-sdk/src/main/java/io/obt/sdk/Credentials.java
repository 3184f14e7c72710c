package io.obt.sdk;

import io.obt.access.Secret;
import java.io.IOException;
import java.util.Optional;

/** Where an agent has what it proves to a server by who it is. One thread asks it. */
interface Credentials {
    /** An agent that has nothing to show. */
    Credentials NONE = new Credentials() {
        @Override
        public Optional<Secret> kept() {
            return Optional.empty();
        }

        @Override
        public Optional<Secret> fresh(ServerCalls server) {
            return Optional.empty();
        }
    };

    /** The credential to begin with; empty for none. */
    Optional<Secret> kept() throws NotAdmittedException;

    /** Another one, after the server did not take the last, or none; empty if there is none to be had. */
    Optional<Secret> fresh(ServerCalls server)
            throws NotAdmittedException, NotDoneException, IOException, InterruptedException;
}
