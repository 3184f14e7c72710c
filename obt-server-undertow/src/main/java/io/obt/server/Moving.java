package io.obt.server;

import io.obt.server.http.FleetMove;
import io.obt.server.store.FleetFileCounts;
import io.obt.server.store.FleetFileException;
import io.obt.server.store.FleetImport;
import io.obt.store.FleetStore;
import io.obt.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;

/** Moves the fleet of a running server: out as it stands, in by a short end and a new beginning of its work. */
final class Moving implements FleetMove {
    private final Opening opening;
    private final StoreOpener store;

    Moving(Opening opening, StoreOpener store) {
        this.opening = opening;
        this.store = store;
    }

    @Override
    public FleetFileCounts exportTo(Path file) throws IOException {
        return atWork().exportTo(file);
    }

    /** @throws FleetFileException without an end to the fleet's work, if it has other clients or the file is none of ours */
    @Override
    public FleetFileCounts importFrom(Path file) throws IOException {
        FleetImport.check(file, atWork().clients());
        return opening.interrupting("a fleet is being imported", () -> {
            try (FleetStore opened = store.open()) {
                return FleetImport.run(file, opened);
            }
        });
    }

    private FleetAtWork atWork() {
        return opening.opened().orElseThrow(() -> new StoreUnavailableException("the store is being opened"));
    }
}
