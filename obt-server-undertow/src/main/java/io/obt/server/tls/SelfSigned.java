package io.obt.server.tls;

import io.obt.text.Excerpt;
import io.obt.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate that the server signs itself: {@code tls.p12} in the data directory, readable by its owner alone, made by the
 * JDK's {@code keytool}. It stays the same until its end is near, since agents may know it by its fingerprint; deleting the
 * file and starting again makes another.
 */
final class SelfSigned {
    /** Guards nothing, though the format wants one: the file's mode does, as it does for a key in PEM. */
    static final String PASSWORD = "obt-tls";

    private static final Logger log = LoggerFactory.getLogger(SelfSigned.class);
    private static final String FILE = "tls.p12";
    // What browsers and systems take at most, where they take such a certificate at all.
    private static final int VALID_DAYS = 825;
    private static final Duration NEAR_END = Duration.ofDays(30);
    private static final Pattern DNS_NAME =
            Pattern.compile("(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*");
    private static final Pattern ADDRESS =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-fA-F:]*:[0-9a-fA-F:.]*]?");
    private static final long PATIENCE_SECONDS = 60;

    private SelfSigned() {}

    /**
     * The file, made now if there is none or its end is near.
     *
     * @throws UnusableKeyException if what is there cannot be read
     * @throws UncheckedIOException if none can be made
     */
    static KeyFiles ensure(Path directory, @Nullable URI publicUrl, TimeSource time) {
        Path file = directory.resolve(FILE);
        KeyFiles files = KeyFiles.keystore(file, PASSWORD);
        if (!Files.exists(file)) {
            make(file, names(publicUrl));
        } else if (time.now().plus(NEAR_END).isAfter(files.read().end())) {
            log.warn("The certificate in {} is near its end; another is made, which has another fingerprint", file);
            make(file, names(publicUrl));
        }
        return files;
    }

    private static Set<String> names(@Nullable URI publicUrl) {
        Set<String> names = new TreeSet<>(Set.of("dns:localhost", "ip:127.0.0.1", "ip:::1"));
        try {
            add(names, InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            log.debug("This machine does not know its own name", e);
        }
        if (publicUrl != null) {
            add(names, publicUrl.getHost());
        }
        return names;
    }

    private static void add(Set<String> names, String host) {
        if (ADDRESS.matcher(host).matches()) {
            names.add("ip:" + host.replaceAll("[\\[\\]]", ""));
        } else if (DNS_NAME.matcher(host).matches()) {
            names.add("dns:" + host);
        } else {
            log.warn("The name '{}' cannot stand in a certificate and is left out", Excerpt.of(host));
        }
    }

    // Beside it first, in a directory nobody else may look into, so that it is never there half or readable by others.
    private static void make(Path file, Set<String> names) {
        try {
            Path parent = Files.createDirectories(file.toAbsolutePath().getParent());
            Path directory = Files.createTempDirectory(parent, "tls-");
            Path fresh = directory.resolve(FILE);
            try {
                keytool(fresh, names);
                if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
                }
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The certificate " + file + " cannot be made", e);
        }
    }

    private static void keytool(Path fresh, Set<String> names) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "obt",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        String.valueOf(VALID_DAYS),
                        "-dname",
                        "CN=OBT server",
                        "-ext",
                        "SAN=" + names.stream().collect(Collectors.joining(",")),
                        "-ext",
                        "EKU=serverAuth",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        fresh.toString(),
                        "-storepass:env",
                        "OBT_STOREPASS")
                .redirectErrorStream(true);
        builder.environment().put("OBT_STOREPASS", PASSWORD);
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            // It says a few lines at most, which the pipe holds.
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                throw new IOException("keytool failed: " + Excerpt.of(said.strip()));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
