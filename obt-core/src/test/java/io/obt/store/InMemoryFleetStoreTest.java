package io.obt.store;

/** The contract, kept by memory: its store lives as long as the process, so opening it again is the same object. */
final class InMemoryFleetStoreTest extends FleetStoreContract {
    @Override
    protected FleetStore emptyStore() {
        return new InMemoryFleetStore();
    }

    @Override
    protected FleetStore reopened(FleetStore store) {
        store.close();
        return store;
    }
}
