package io.obt.server.store.mongo;

/** How somebody uses a database: what is done to it before the first write, and after the last. */
interface Tenancy {
    /** Gets it ready and returns the number of the start; called again if it fails, and not any more if it does not. */
    long begin();

    /** Lets go of it. Idempotent, and harmless without a beginning. */
    void end();
}
