package io.obt.server.security;

import io.obt.access.Access;
import io.obt.access.CommandToken;
import io.obt.access.IssuedToken;
import io.obt.access.Role;
import io.obt.access.Secret;
import io.obt.access.SecretFile;
import io.obt.access.Token;
import io.obt.access.TokenRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two tokens that a server makes for who runs it: {@code admin-token} and {@code join-token}, in the data directory and
 * readable by their owner alone. What is in a file always works when the server starts; where it does not, or there is none, a new
 * token is made, so deleting a file and starting again is the way out for who lost theirs.
 */
public final class TokenFiles {
    private static final String ADMIN = CommandToken.ADMIN_FILE;
    private static final String JOIN = "join-token";

    private TokenFiles() {}

    /**
     * A token in a file.
     *
     * @param isNew whether it was made by this start
     */
    public record TokenFile(Path file, Role role, String secret, boolean isNew) {
        /** Without the secret. */
        @Override
        public String toString() {
            return role + " in " + file;
        }
    }

    /** @throws UncheckedIOException if a file cannot be read or written */
    public static List<TokenFile> ensure(Access access, Path directory) {
        try {
            List<TokenFile> files = new ArrayList<>();
            files.add(ensure(access, directory.resolve(ADMIN), new TokenRequest(ADMIN, Role.ADMIN, null, null)));
            files.add(ensure(access, directory.resolve(JOIN), TokenRequest.join(JOIN)));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("The tokens cannot be kept in " + directory, e);
        }
    }

    private static TokenFile ensure(Access access, Path path, TokenRequest request) throws IOException {
        SecretFile file = new SecretFile(path);
        Optional<Secret> kept = file.read();
        Optional<Token> known = kept.flatMap(secret -> access.known(secret.text()))
                .filter(token -> token.role() == request.role() && token.hasUsesLeft());
        if (known.isPresent()) {
            return new TokenFile(path, request.role(), kept.orElseThrow().text(), false);
        }
        IssuedToken issued = access.issue(request);
        file.write(issued.secret());
        return new TokenFile(path, request.role(), issued.secret().text(), true);
    }
}
