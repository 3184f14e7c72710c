package io.obt.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which OBT this is. */
public final class SdkVersion {
    private SdkVersion() {}

    /** The version, like {@code 0.1.0}. */
    public static String text() {
        try (InputStream file = SdkVersion.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("Our own jar cannot be read", e);
        }
    }
}
