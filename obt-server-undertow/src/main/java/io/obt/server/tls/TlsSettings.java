package io.obt.server.tls;

import static java.util.Objects.requireNonNull;

import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;

/** Where a server's certificate and its key are. */
public sealed interface TlsSettings {
    /** The option that asks for {@link SelfSigned}; it has no variable. */
    String SELF_SIGNED_FLAG = "--tls-self-signed";

    /** In two PEM files. */
    record Pem(Path certificate, Path key) implements TlsSettings {
        public Pem {
            requireNonNull(certificate, "certificate");
            requireNonNull(key, "key");
        }

        @Override
        public String toString() {
            return certificate.toString();
        }
    }

    /** In a PKCS#12 file. */
    record Keystore(Path file, String password) implements TlsSettings {
        public Keystore {
            requireNonNull(file, "file");
            requireNonNull(password, "password");
        }

        /** Without the password. */
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** Made by the server itself, in its data directory. */
    record SelfSigned() implements TlsSettings {}

    /**
     * Reads them from where people put them; empty for a server without TLS.
     *
     * @throws SettingException if half of them is missing, or two of them say different things
     */
    static Optional<TlsSettings> of(Settings settings) {
        boolean pem = together(settings, Setting.TLS_CERT, Setting.TLS_KEY);
        boolean keystore = together(settings, Setting.TLS_KEYSTORE, Setting.TLS_KEYSTORE_PASSWORD);
        if (pem && keystore) {
            throw new SettingException("OBT_TLS_CERT and OBT_TLS_KEYSTORE are both set; the server has one certificate,"
                    + " so leave one of them out");
        }
        if (pem) {
            return Optional.of(new Pem(settings.path(Setting.TLS_CERT), settings.path(Setting.TLS_KEY)));
        }
        return keystore
                ? Optional.of(new Keystore(
                        settings.path(Setting.TLS_KEYSTORE),
                        settings.text(Setting.TLS_KEYSTORE_PASSWORD).orElseThrow()))
                : Optional.empty();
    }

    private static boolean together(Settings settings, Setting one, Setting other) {
        boolean hasOne = settings.text(one).isPresent();
        boolean hasOther = settings.text(other).isPresent();
        if (hasOne != hasOther) {
            throw new SettingException((hasOne ? one : other).key() + " is set without " + (hasOne ? other : one).key()
                    + "; TLS needs both");
        }
        return hasOne;
    }
}
