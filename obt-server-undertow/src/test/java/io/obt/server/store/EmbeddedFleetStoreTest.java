package io.obt.server.store;

import io.obt.store.FleetStore;
import io.obt.store.FleetStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by a file: what is opened again is another object on the same bytes. */
final class EmbeddedFleetStoreTest extends FleetStoreContract {
    @TempDir
    private Path directory;

    @Override
    protected FleetStore emptyStore() {
        return EmbeddedFleetStore.open(directory.resolve("data"));
    }

    @Override
    protected FleetStore reopened(FleetStore store) {
        store.close();
        return EmbeddedFleetStore.open(directory.resolve("data"));
    }
}
