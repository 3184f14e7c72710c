package io.obt.server.http;

import io.obt.server.store.FleetFileCounts;
import java.nio.file.Path;

/** For a fleet that nobody moves. */
public final class NoMove implements FleetMove {
    @Override
    public FleetFileCounts exportTo(Path file) {
        throw new AssertionError("nobody asked for " + file);
    }

    @Override
    public FleetFileCounts importFrom(Path file) {
        throw new AssertionError("nobody asked for " + file);
    }
}
