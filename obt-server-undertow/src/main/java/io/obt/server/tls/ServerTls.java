package io.obt.server.tls;

import io.obt.settings.SettingException;
import io.obt.time.TimeSource;
import io.obt.tls.Fingerprint;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server's side of TLS: the certificate it shows, kept up to date by {@link #step()}. Thread-safe. */
public final class ServerTls {
    /** How often {@link #step()} is to be called. */
    public static final Duration RHYTHM = Duration.ofSeconds(10);

    /** What is spoken. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final KeyWatch watch;
    private final SSLContext context;

    private ServerTls(KeyWatch watch) {
        this.watch = watch;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {watch.key()}, null, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no TLS", e);
        }
    }

    /**
     * Reads certificate and key, and makes them first where that is asked for.
     *
     * @param publicUrl whose name a certificate made here has among others; null without one
     * @throws SettingException if they cannot be used
     */
    public static ServerTls open(TlsSettings settings, Path dataDirectory, @Nullable URI publicUrl, TimeSource time) {
        try {
            return new ServerTls(new KeyWatch(files(settings, dataDirectory, publicUrl, time), time));
        } catch (UnusableKeyException e) {
            throw new SettingException("TLS cannot be used: " + e.getMessage());
        }
    }

    private static KeyFiles files(TlsSettings settings, Path dataDirectory, @Nullable URI publicUrl, TimeSource time) {
        if (settings instanceof TlsSettings.Pem pem) {
            return KeyFiles.pem(pem.certificate(), pem.key());
        }
        return settings instanceof TlsSettings.Keystore keystore
                ? KeyFiles.keystore(keystore.file(), keystore.password())
                : SelfSigned.ensure(dataDirectory, publicUrl, time);
    }

    public SSLContext context() {
        return context;
    }

    /** Of the certificate that new connections are shown. */
    public Fingerprint fingerprint() {
        return watch.key().current().fingerprint();
    }

    /** Until when that certificate is valid. */
    public Instant end() {
        return watch.key().current().end();
    }

    /** Looks once whether the files have changed. Connections there are go on as they are. */
    public void step() {
        watch.step();
    }
}
