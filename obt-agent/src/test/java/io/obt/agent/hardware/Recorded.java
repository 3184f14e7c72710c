package io.obt.agent.hardware;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What tools printed and what {@code /proc} held, kept as files beside the tests. */
final class Recorded {
    private Recorded() {}

    static String nvidiaSmi(String name) {
        try (InputStream in = Recorded.class.getResourceAsStream("nvidia-smi/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path proc(String name) {
        try {
            return Path.of(Recorded.class.getResource(name + "/cpuinfo").toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
