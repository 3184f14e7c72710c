package io.obt.store;

import io.obt.access.TokenStore;
import io.obt.audit.AuditStore;
import io.obt.client.Client;
import io.obt.event.EventStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where a fleet is kept. Every implementation passes {@code FleetStoreContract} and is thread-safe.
 *
 * <p>Any method may throw {@link StoreUnavailableException}, or of its kinds {@link StoreRefusedException}. None takes much
 * longer than {@link #PATIENCE}, except {@link #clients()} and {@link #tokens()}, which are read once: a store that does not answer is as good as
 * away, and its user waits with locks in its hands.
 */
public interface FleetStore extends EventStore, TokenStore, AuditStore, AutoCloseable {
    /** How long a call may wait for a disk or a network before it gives up. */
    Duration PATIENCE = Duration.ofSeconds(5);

    /** What kind of store this is, in a word people see: {@code memory}, {@code embedded}, {@code mongodb}. */
    String kind();

    /** All clients, in no order. */
    List<Client> clients();

    /**
     * Durable when it returns; the same changes may be written again. Of two writes of one client the one that was begun
     * later holds, also when the earlier one arrives after it.
     *
     * @throws PartlyKeptException if only a part was kept, which a store that writes all or nothing never throws
     */
    void write(Changes changes);

    /** Forgets the events of before {@code limit}. */
    void removeEventsBefore(Instant limit);

    /** Returns if the store can keep something durably now. */
    void check();

    /** Writes what is pending and lets go of files and connections. Idempotent. */
    @Override
    void close();
}
