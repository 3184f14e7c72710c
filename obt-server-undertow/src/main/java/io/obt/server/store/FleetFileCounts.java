package io.obt.server.store;

/** How much of a fleet an export or import moved. */
public record FleetFileCounts(long clients, long events) {
    @Override
    public String toString() {
        return clients + (clients == 1 ? " client" : " clients") + " and " + events
                + (events == 1 ? " event" : " events");
    }
}
