package io.obt.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * A client as the server knows it at one moment: what is kept, and how it was last heard.
 *
 * <p>The status depends on when one asks, so it takes the monotonic clock's reading as an argument.
 */
public record ClientSnapshot(Client client, Contact contact) {
    public ClientSnapshot {
        requireNonNull(client, "client");
        requireNonNull(contact, "contact");
    }

    public ClientId id() {
        return client.id();
    }

    /** The status to show and to act upon; the first rule that matches wins. */
    public ClientStatus status(long nowNanos) {
        ClientStatus kept = client.condition().status();
        return kept.isAlive() && isOutOfContact(nowNanos) ? ClientStatus.STALE : kept;
    }

    /** Why the client has that status, in words a person can act on. */
    public String statusReason(long nowNanos) {
        return status(nowNanos) == ClientStatus.STALE
                ? "no contact for " + inWords(contact.lease().silence(nowNanos))
                : client.condition().reason();
    }

    /** Since when the client has that status. */
    public Instant statusSince(long nowNanos) {
        return status(nowNanos) == ClientStatus.STALE
                ? contact.lastSeen()
                : client.condition().since();
    }

    // A lease that is over and not yet declared so (grace, mass brake) is doubt as well.
    private boolean isOutOfContact(long nowNanos) {
        return contact.lease().isStale(nowNanos) || contact.lease().isOver(nowNanos);
    }

    private static String inWords(Duration silence) {
        long seconds = silence.toSeconds();
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }
}
