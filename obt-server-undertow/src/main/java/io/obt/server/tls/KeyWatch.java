package io.obt.server.tls;

import io.obt.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads certificate and key again when their files change; what cannot be read leaves the ones there are. */
final class KeyWatch {
    private static final Logger log = LoggerFactory.getLogger(KeyWatch.class);
    private static final Duration NEAR = Duration.ofDays(14);

    private final KeyFiles files;
    private final TimeSource time;
    private final CurrentKey key;
    private List<String> stamp;
    private @Nullable String trouble;

    /** @throws UnusableKeyException if there is nothing to begin with */
    KeyWatch(KeyFiles files, TimeSource time) {
        this.files = files;
        this.time = time;
        stamp = stamps();
        key = new CurrentKey(files.read());
        warnOfEnd(key.current());
    }

    /** What connections are shown. */
    CurrentKey key() {
        return key;
    }

    /** Looks once. */
    synchronized void step() {
        List<String> now = stamps(); // before it is read: a change meanwhile is seen the next time
        if (now.equals(stamp) && trouble == null) {
            return;
        }
        try {
            Identity read = files.read();
            stamp = now;
            trouble = null;
            if (!read.equals(key.current())) {
                key.show(read);
                log.info("New connections are shown another {}", read);
                warnOfEnd(read);
            }
        } catch (UnusableKeyException e) {
            String words = String.valueOf(e.getMessage());
            if (!words.equals(trouble)) {
                log.warn("The certificate has changed and cannot be used: {}. The one before stays", words);
            }
            trouble = words;
        }
    }

    private void warnOfEnd(Identity identity) {
        if (time.now().isAfter(identity.end())) {
            log.warn("The server's certificate ended on {}: callers will refuse it", identity.end());
        } else if (time.now().plus(NEAR).isAfter(identity.end())) {
            log.warn("The server's certificate ends on {}", identity.end());
        }
    }

    private List<String> stamps() {
        return files.watched().stream().map(KeyWatch::stamp).toList();
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "none"; // which reading it will tell
        }
    }
}
