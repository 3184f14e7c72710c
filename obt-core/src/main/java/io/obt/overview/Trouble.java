package io.obt.overview;

import io.obt.catalog.CatalogModel;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.overview.Attention.Item;
import io.obt.overview.Attention.Kind;
import io.obt.registry.Conflict;
import java.util.Optional;

/** What is wrong with one client or one model, and what to do about it. */
final class Trouble {
    private static final int FULL_PERCENT = 95;

    private Trouble() {}

    /** The worst about how a client is. */
    static Optional<Item> of(ClientSnapshot client, Optional<Conflict> conflict, boolean flapping, long nowNanos) {
        ClientStatus status = client.status(nowNanos);
        if (conflict.isPresent()) {
            return Optional.of(of(client, status, conflict.get(), nowNanos));
        }
        return switch (status) {
            case OFFLINE ->
                Optional.of(condition(
                        client,
                        Kind.OFFLINE,
                        nowNanos,
                        "Is that machine on, and its agent running? If it is gone for good, forget it"));
            case DEGRADED ->
                Optional.of(condition(
                        client,
                        Kind.DEGRADED,
                        nowNanos,
                        client.client().condition().reported()
                                ? "On that machine: systemctl status ollama, or ollama serve"
                                : "If no report comes, look into the log of its agent"));
            case STALE ->
                Optional.of(condition(
                        client,
                        Kind.STALE,
                        nowNanos,
                        "If it does not come back by itself: is that machine on, and this server reached from there?"));
            case ONLINE, LEFT -> flapping ? Optional.of(flapping(client)) : Optional.empty();
        };
    }

    private static Item flapping(ClientSnapshot client) {
        return Item.about(
                client,
                Kind.FLAPPING,
                null,
                "it comes and goes: see its timeline",
                "On that machine: is Ollama started over and over, or the network unsteady?");
    }

    private static Item condition(ClientSnapshot client, Kind kind, long nowNanos, String nextStep) {
        return Item.about(client, kind, client.statusSince(nowNanos), client.statusReason(nowNanos), nextStep);
    }

    private static Item of(ClientSnapshot client, ClientStatus status, Conflict conflict, long nowNanos) {
        String reason = "two agents claim this client id: " + conflict.addresses();
        String nextStep = "Stop one of the two agents, or give it another CLIENT_ID";
        // Both may be refused, and so have gone silent.
        return status == ClientStatus.OFFLINE
                ? Item.about(
                        client,
                        Kind.OFFLINE,
                        client.statusSince(nowNanos),
                        client.statusReason(nowNanos) + "; " + reason,
                        nextStep)
                : Item.about(client, Kind.CONFLICT, conflict.since(), reason, nextStep);
    }

    /** A disk that is nearly full, as long as its client tells of it. */
    static Optional<Item> ofDisk(ClientSnapshot client, long nowNanos) {
        Long size = client.client().hardware().diskBytes();
        Long free = client.contact().usage().diskFreeBytes();
        ClientStatus status = client.status(nowNanos);
        boolean told = status == ClientStatus.ONLINE || status == ClientStatus.DEGRADED;
        if (!told || size == null || size <= 0 || free == null) {
            return Optional.empty();
        }
        int full = (int) (((double) size - free) * 100 / size);
        return full < FULL_PERCENT
                ? Optional.empty()
                : Optional.of(Item.about(
                        client,
                        Kind.DISK,
                        null,
                        "the disk of its models is " + full + " % full",
                        "On that machine: ollama list, and ollama rm what nobody needs"));
    }

    /** A name that stands for different digests. */
    static Optional<Item> of(CatalogModel model) {
        return model.drifts()
                ? Optional.of(Item.about(
                        model,
                        Kind.DRIFT,
                        model.digests() + " different digests on " + model.copies() + " clients",
                        "Where it is older: ollama pull " + model.name()))
                : Optional.empty();
    }
}
