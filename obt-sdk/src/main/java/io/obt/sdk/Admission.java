package io.obt.sdk;

import io.obt.access.Secret;
import java.io.IOException;
import java.util.Optional;

/**
 * Gets an agent into a server that asks who it is: shows the credential there is, gets another one when that is not taken, and says
 * what a person can do when there is none. Used by one thread.
 */
final class Admission {
    private static final String JOIN_TOKEN =
            "start the agent with --join TOKEN (a Java service: joinToken); who runs the"
                    + " server finds one in join-token or makes one: obt token create --role join";

    private final ServerCalls server;
    private final Credentials credentials;
    private boolean begun;
    // Got, and not taken by any call so far: another one would fare no better.
    private boolean untried;

    Admission(ServerCalls server, Credentials credentials) {
        this.server = server;
        this.credentials = credentials;
    }

    /** To be called before each call: makes the first show what is kept from earlier. */
    void begin() throws NotAdmittedException {
        if (!begun) {
            server.show(credentials.kept().orElse(null));
            begun = true;
        }
    }

    /** A call was let in. */
    void succeeded() {
        untried = false;
    }

    /**
     * A call was not let in. Returns if there is another credential to show at once.
     *
     * @throws NotAdmittedException if not, and why
     * @throws NotDoneException if the server did not let the agent join, for a reason that passes
     */
    void refused(NotDoneException refusal)
            throws NotAdmittedException, NotDoneException, IOException, InterruptedException {
        Optional<Secret> another = untried ? Optional.empty() : another();
        if (another.isEmpty()) {
            untried = false;
            throw notAdmitted(refusal);
        }
        untried = true;
        server.show(another.get());
    }

    private NotAdmittedException notAdmitted(NotDoneException refusal) {
        if (refusal.status() == 403) {
            return new NotAdmittedException(refusal.sentence() + ". For a credential of its own, " + JOIN_TOKEN);
        }
        return server.showsCredential()
                ? NotAdmittedException.wrongToken("The OBT server at " + server.serverUrl()
                        + " does not know this agent's credential: it was revoked, or the server's data is new. To join"
                        + " again, " + JOIN_TOKEN)
                : new NotAdmittedException(
                        "The OBT server at " + server.serverUrl() + " asks for a token: " + JOIN_TOKEN);
    }

    private Optional<Secret> another()
            throws NotAdmittedException, NotDoneException, IOException, InterruptedException {
        try {
            return credentials.fresh(server);
        } catch (NotDoneException e) {
            switch (e.status()) {
                case 401 ->
                    throw NotAdmittedException.wrongToken("The OBT server at " + server.serverUrl()
                            + " does not take this agent's join token: it is expired, used up or revoked. With another"
                            + " one, " + JOIN_TOKEN);
                case 403 -> throw new NotAdmittedException(e.sentence());
                case 409 -> throw new NotAdmittedException(e.sentence() + ", or give this agent another client id");
                default -> throw e;
            }
        }
    }
}
