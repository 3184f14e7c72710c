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

    /**
     * Whether somebody who saw {@code before} would see a difference now, in anything but the time of the last contact
     * and the usage.
     */
    public boolean looksOtherThan(ClientSnapshot before, long nowNanos) {
        return status(nowNanos) != before.status(nowNanos)
                || !contact.lease().hasTermsOf(before.contact.lease())
                || client != before.client
                        && !client.in(client.condition(), before.client.lastSeen())
                                .equals(before.client);
    }

    /**
     * For how many nanoseconds from {@code nowNanos} on the status, its reason and its beginning stay as they are, if
     * nothing but heartbeats comes; {@link Long#MAX_VALUE} when time alone never changes them.
     */
    public long looksTheSameFor(long nowNanos) {
        if (!client.condition().status().isAlive()) {
            return Long.MAX_VALUE;
        }
        if (isOutOfContact(nowNanos)) {
            Duration silence = contact.lease().silence(nowNanos);
            long unit = (isToldInSeconds(silence) ? Duration.ofSeconds(1) : Duration.ofMinutes(1)).toNanos();
            return unit - silence.toNanos() % unit;
        }
        return contact.lease().untilOutOfContact(nowNanos).toNanos() + 1;
    }

    // A lease that is over and not yet declared so (grace, mass brake) is doubt as well.
    private boolean isOutOfContact(long nowNanos) {
        return contact.lease().untilOutOfContact(nowNanos).isNegative();
    }

    private static String inWords(Duration silence) {
        return isToldInSeconds(silence) ? silence.toSeconds() + " s" : silence.toMinutes() + " min";
    }

    private static boolean isToldInSeconds(Duration silence) {
        return silence.toSeconds() < 120;
    }
}
