package io.obt.registry;

import io.obt.client.ClientId;
import io.obt.client.Registration;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Notices two agents that claim one client id, and refuses both when they will not stop.
 *
 * <p>A takeover alone proves nothing: an agent that was killed and started again takes over from itself. It is a conflict
 * when the agent that was superseded speaks again. After the third such takeover within {@link #WINDOW} both are refused,
 * until only one has claimed the id for that long. What is older than that counts for nothing and is let go of, so that
 * agents which restart under ever new ids leave nothing behind. Thread-safe; forgets when the server ends.
 */
final class Disputes {
    static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int TAKEOVERS = 3;

    private final Map<ClientId, Dispute> disputes = new HashMap<>();
    // Asked by every heartbeat, so without the lock.
    private final Set<ClientId> refused = ConcurrentHashMap.newKeySet();
    private @Nullable Long tidiedAt;

    /** Remembers that {@code loser} has lost the id to {@code winner}. */
    synchronized void takenOver(ClientId id, Registration loser, Registration winner, long nowNanos) {
        tidy(nowNanos);
        disputes.computeIfAbsent(id, key -> new Dispute()).unproven = new Takeover(loser, winner, nowNanos);
    }

    // Once in a window: that bounds what is remembered, and costs a look at each id in five minutes.
    private void tidy(long nowNanos) {
        if (tidiedAt != null && nowNanos - tidiedAt < WINDOW.toNanos()) {
            return;
        }
        tidiedAt = nowNanos;
        disputes.values().forEach(dispute -> dispute.forgetBefore(nowNanos - WINDOW.toNanos()));
        disputes.values().removeIf(Dispute::isOver);
        refused.retainAll(disputes.keySet());
    }

    /** Nobody has the id any more, and so nobody quarrels over it. */
    synchronized void forget(ClientId id) {
        disputes.remove(id);
        refused.remove(id);
    }

    /** How many ids it remembers something of. */
    synchronized int count() {
        return disputes.size();
    }

    /**
     * The agent of a superseded registration spoke.
     *
     * @return both addresses, when this proves a conflict that was not known yet
     */
    synchronized Optional<String> spokeAgain(ClientId id, String registrationId, long nowNanos) {
        Dispute dispute = disputes.get(id);
        if (dispute == null) {
            return Optional.empty();
        }
        dispute.forgetBefore(nowNanos - WINDOW.toNanos());
        Takeover takeover = dispute.unproven;
        if (takeover == null || !takeover.loser.id().equals(registrationId)) {
            return Optional.empty();
        }
        dispute.unproven = null;
        dispute.takeovers.add(nowNanos);
        dispute.proven(takeover.loser.address() + " and " + takeover.winner.address(), nowNanos);
        if (dispute.takeovers.size() >= TAKEOVERS) {
            refused.add(id);
        }
        return Optional.of(dispute.addresses);
    }

    /**
     * An agent asked for an id that a living one keeps.
     *
     * @return both addresses, at most once in {@link #WINDOW}
     */
    synchronized Optional<String> claimedInVain(ClientId id, String holder, String claimant, long nowNanos) {
        tidy(nowNanos);
        Dispute dispute = disputes.computeIfAbsent(id, key -> new Dispute());
        dispute.forgetBefore(nowNanos - WINDOW.toNanos());
        if (dispute.toldInVainAt != null) {
            return Optional.empty();
        }
        dispute.toldInVainAt = nowNanos;
        dispute.proven(holder + " and " + claimant, nowNanos);
        return Optional.of(dispute.addresses);
    }

    /** An id that two agents claim: both addresses, and how long ago that was proven first. */
    record Quarrel(String addresses, Duration age) {}

    /** The quarrels of the last {@link #WINDOW}. */
    synchronized Map<ClientId, Quarrel> quarrels(long nowNanos) {
        Map<ClientId, Quarrel> quarrels = new HashMap<>();
        disputes.forEach((id, dispute) -> {
            dispute.forgetBefore(nowNanos - WINDOW.toNanos());
            if (dispute.provenAt != null) {
                quarrels.put(id, new Quarrel(dispute.addresses, Duration.ofNanos(nowNanos - dispute.provenAt)));
            }
        });
        return quarrels;
    }

    /** @throws DisputedClientIdException if the id is refused to everyone for now */
    synchronized void checkClaim(ClientId id, String instanceId, long nowNanos) {
        Dispute dispute = disputes.get(id);
        if (dispute == null || !refused.contains(id)) {
            return;
        }
        dispute.claims.put(instanceId, nowNanos);
        dispute.forgetBefore(nowNanos - WINDOW.toNanos());
        if (dispute.claims.size() == 1 && dispute.takeovers.isEmpty()) {
            disputes.remove(id);
            refused.remove(id);
            return;
        }
        throw new DisputedClientIdException(id, dispute.addresses);
    }

    /** @throws DisputedClientIdException if nobody may speak for that id now */
    void checkReport(ClientId id) {
        if (refused.contains(id)) {
            throw new DisputedClientIdException(id, addressesOf(id));
        }
    }

    private synchronized String addressesOf(ClientId id) {
        Dispute dispute = disputes.get(id);
        return dispute == null ? "unknown" : dispute.addresses;
    }

    private record Takeover(Registration loser, Registration winner, long at) {}

    private static final class Dispute {
        private final Deque<Long> takeovers = new ArrayDeque<>();
        private final Map<String, Long> claims = new HashMap<>();
        private @Nullable Takeover unproven;
        private @Nullable Long toldInVainAt;
        // When this quarrel was proven first; null while there is none.
        private @Nullable Long provenAt;
        private String addresses = "";

        private void proven(String between, long nanos) {
            addresses = between;
            if (provenAt == null) {
                provenAt = nanos;
            }
        }

        private void forgetBefore(long nanos) {
            takeovers.removeIf(at -> at - nanos < 0);
            claims.values().removeIf(at -> at - nanos < 0);
            if (unproven != null && unproven.at - nanos < 0) {
                unproven = null;
            }
            if (toldInVainAt != null && toldInVainAt - nanos <= 0) {
                toldInVainAt = null;
            }
            if (takeovers.isEmpty() && claims.isEmpty() && toldInVainAt == null) {
                provenAt = null;
            }
        }

        private boolean isOver() {
            return takeovers.isEmpty() && claims.isEmpty() && unproven == null && toldInVainAt == null;
        }
    }
}
