package io.obt.server.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Lets each handshake show the certificate there is when it begins. One that is under way while that changes ends with the
 * one it began with. Thread-safe.
 */
final class CurrentKey extends X509ExtendedKeyManager {
    private volatile Shown shown;

    private record Shown(Identity now, Identity before) {}

    CurrentKey(Identity first) {
        shown = new Shown(first, first);
    }

    /** From now on {@code identity} is shown. */
    void show(Identity identity) {
        shown = new Shown(identity, shown.now());
    }

    Identity current() {
        return shown.now();
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        Identity now = shown.now();
        return now.key().getAlgorithm().equals(keyType) ? now.fingerprint().hex() : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Identity identity = named(alias);
        return identity == null ? null : identity.key();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Identity identity = named(alias);
        return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
    }

    private @Nullable Identity named(String alias) {
        Shown both = shown;
        if (both.now().fingerprint().hex().equals(alias)) {
            return both.now();
        }
        return both.before().fingerprint().hex().equals(alias) ? both.before() : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    // A server calls nobody.

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
