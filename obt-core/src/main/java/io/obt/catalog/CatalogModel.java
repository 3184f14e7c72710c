package io.obt.catalog;

import io.obt.client.ClientId;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One model name across the fleet.
 *
 * @param clientCount clients that have it installed, cloud stubs included
 * @param onlineCount those of them that are online
 * @param loadedCount clients that have it in memory
 * @param variants most clients first; empty when it is only in memory, its file gone
 */
public record CatalogModel(ModelName name, int clientCount, int onlineCount, int loadedCount, List<Variant> variants) {
    public CatalogModel {
        variants = List.copyOf(variants);
    }

    /** What describes it: that of the local copies with a known digest which most clients have, else of any. */
    public Optional<ModelDescriptor> usual() {
        return variants.stream()
                .map(Variant::descriptor)
                .filter(descriptor -> descriptor.isLocal() && descriptor.digest() != null)
                .findFirst()
                .or(() -> variants.stream().map(Variant::descriptor).findFirst());
    }

    /** The client that has a local copy and is alone with that. */
    public Optional<ClientId> onlyClient() {
        return copies() != 1
                ? Optional.empty()
                : variants.stream()
                        .filter(variant -> variant.descriptor().isLocal())
                        .map(variant -> variant.clients().get(0))
                        .findFirst();
    }

    /** Whether clients have different known digests under this name; cloud stubs are no copies. */
    public boolean drifts() {
        return digests() > 1;
    }

    /** How many known digests the local copies have. */
    public int digests() {
        return (int) variants.stream()
                .map(Variant::descriptor)
                .filter(ModelDescriptor::isLocal)
                .map(ModelDescriptor::digest)
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }

    /** How many local copies there are. */
    public int copies() {
        return variants.stream()
                .filter(variant -> variant.descriptor().isLocal())
                .mapToInt(Variant::clientCount)
                .sum();
    }

    /** What all local copies take together. */
    public long copiesBytes() {
        long bytes = 0;
        for (Variant variant : variants) {
            Long size = variant.descriptor().sizeBytes();
            bytes += variant.descriptor().isLocal() && size != null ? size * variant.clientCount() : 0;
        }
        return bytes;
    }
}
