package io.obt.sdk;

import io.obt.access.Role;
import io.obt.access.Secret;
import io.obt.access.SecretFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credential that an agent made itself, kept in a file, and brought to the server by a join token. It joins only when the server
 * lets nobody in who does not: a server that asks for no tokens never learns of either.
 */
final class JoinedCredentials implements Credentials {
    private static final String KEPT = "credential-";
    private static final String JOINING = "joining-";

    private final Path directory;
    private final ClientName name;
    private final @Nullable Secret joinToken;
    private boolean unread;

    /** @param joinToken null when there is none: what the file holds has to do */
    JoinedCredentials(Path directory, ClientName name, @Nullable Secret joinToken) {
        this.directory = directory;
        this.name = name;
        this.joinToken = joinToken;
    }

    @Override
    public Optional<Secret> kept() {
        try {
            return read();
        } catch (NotAdmittedException e) {
            unread = true; // told when a server asks for it, and not all do
            return Optional.empty();
        }
    }

    private Optional<Secret> read() throws NotAdmittedException {
        SecretFile file = file(KEPT);
        try {
            Optional<Secret> kept = credentialIn(file);
            if (kept.isEmpty() && credentialIn(file(JOINING)).isPresent()) {
                file(JOINING).replace(file); // an earlier start was cut short, perhaps after the server had it
                kept = credentialIn(file);
            }
            unread = false;
            return kept;
        } catch (IOException e) {
            throw new NotAdmittedException(
                    "The agent's credential in " + file.path() + " cannot be read (" + reason(e) + ")");
        }
    }

    private static Optional<Secret> credentialIn(SecretFile file) throws IOException {
        return file.read().filter(secret -> secret.isFor(Role.AGENT));
    }

    @Override
    public Optional<Secret> fresh(ServerCalls server)
            throws NotAdmittedException, NotDoneException, IOException, InterruptedException {
        if (joinToken == null) {
            return unread ? read() : Optional.empty();
        }
        Secret made = madeAndKept();
        server.join(made, joinToken);
        keep();
        return Optional.of(made);
    }

    // Kept before the server knows it: one that it knew and we did not would lock this client out. Kept apart, too,
    // since the credential before it may be known again, by a server whose data is restored. One that is there may
    // have reached the server.
    private Secret madeAndKept() throws NotAdmittedException {
        SecretFile file = file(JOINING);
        try {
            Optional<Secret> underWay = credentialIn(file);
            if (underWay.isPresent()) {
                return underWay.get();
            }
            Secret made = Secret.random(Role.AGENT, new SecureRandom());
            file.write(made);
            return made;
        } catch (IOException e) {
            throw notKept(file, e);
        }
    }

    private void keep() throws NotAdmittedException {
        try {
            file(JOINING).replace(file(KEPT));
        } catch (IOException e) {
            throw notKept(file(KEPT), e);
        }
    }

    private static NotAdmittedException notKept(SecretFile file, IOException e) {
        return new NotAdmittedException("The agent cannot join, since its credential cannot be kept in " + file.path()
                + " (" + reason(e) + "). Make that directory writable, or name another (OBT_AGENT_DIR)");
    }

    // One for each client, so that agents which share a directory do not take each other's.
    private SecretFile file(String prefix) {
        return new SecretFile(directory.resolve(prefix + name.id()));
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException told && told.getReason() != null ? told.getReason() : e.toString();
    }
}
