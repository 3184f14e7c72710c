package io.obt.server;

import io.obt.store.FleetStore;
import io.obt.store.StoreUnavailableException;

/** Opens the store of a server. */
interface StoreOpener {
    /**
     * Called again after a while when the store is away.
     *
     * @throws StoreUnavailableException if the store may be there later
     * @throws io.obt.store.StoreRefusedException or any other exception if it needs people
     */
    FleetStore open();
}
