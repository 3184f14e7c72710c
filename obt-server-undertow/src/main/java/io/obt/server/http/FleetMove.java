package io.obt.server.http;

import io.obt.server.store.FleetFileCounts;
import java.io.IOException;
import java.nio.file.Path;

/** Carries a whole fleet out of a running server, or into one that has no other clients. May take long. */
public interface FleetMove {
    /** Writes everything that is known now to {@code file}. */
    FleetFileCounts exportTo(Path file) throws IOException;

    /** Takes over what {@code file} has; the server answers nothing else meanwhile. */
    FleetFileCounts importFrom(Path file) throws IOException;
}
