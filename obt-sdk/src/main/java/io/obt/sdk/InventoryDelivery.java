package io.obt.sdk;

import io.obt.model.Inventory;
import org.jspecify.annotations.Nullable;

/** Knows when the inventory goes along with a heartbeat: when it changed, or the server asked. Not thread-safe. */
final class InventoryDelivery {
    private @Nullable String delivered;
    private @Nullable String refused;
    private boolean asked;

    /** Whether {@code inventory} should be sent now. */
    boolean isDue(@Nullable Inventory inventory) {
        if (inventory == null || inventory.fingerprint() == null) {
            return false;
        }
        String fingerprint = inventory.fingerprint();
        return !fingerprint.equals(refused) && (asked || !fingerprint.equals(delivered));
    }

    /** The server asks for it. */
    void asked() {
        asked = true;
    }

    /** The server took it. */
    void delivered(Inventory inventory) {
        delivered = inventory.fingerprint();
        asked = false;
    }

    /** The server will not take this one, whose next form may be better. */
    void refused(Inventory inventory) {
        refused = inventory.fingerprint();
        asked = false;
    }

    /** Another server, or one that was emptied, may take what this one refused. */
    void registered() {
        refused = null;
    }
}
