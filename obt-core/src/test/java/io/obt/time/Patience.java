package io.obt.time;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Every test waits longer than a busy machine takes; only one that fails takes that long. */
public final class Patience implements BeforeEachCallback {
    private static final Duration LONGEST = Duration.ofSeconds(40);

    @Override
    public void beforeEach(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LONGEST);
    }
}
