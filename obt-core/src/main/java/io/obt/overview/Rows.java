package io.obt.overview;

import io.obt.catalog.CatalogModel;
import io.obt.client.ClientSnapshot;
import io.obt.client.ClientStatus;
import io.obt.model.InstalledModel;
import io.obt.model.LoadedModel;
import io.obt.model.ModelDescriptor;
import io.obt.model.ModelName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models of a matrix, and what a client has of them. */
final class Rows {
    private final Map<ModelName, Integer> places = new HashMap<>();
    private final List<Optional<String>> usualDigests;

    Rows(List<CatalogModel> models) {
        models.forEach(model -> places.put(model.name(), places.size()));
        this.usualDigests = models.stream()
                .map(model -> model.usual().map(ModelDescriptor::digest))
                .toList();
    }

    /** What {@code client} has, by the number of the row; visits each of its models once. */
    Map<Integer, Holding> of(ClientSnapshot client, long nowNanos) {
        ClientStatus status = client.status(nowNanos);
        boolean inContact = status == ClientStatus.ONLINE || status == ClientStatus.DEGRADED;
        Map<Integer, Holding> holdings = new HashMap<>();
        for (InstalledModel model : client.client().inventory().models()) {
            Integer row = places.get(model.name());
            if (row != null) {
                holdings.put(row, installed(row, model.descriptor(), inContact));
            }
        }
        for (LoadedModel model : client.client().loaded()) {
            Integer row = places.get(model.name());
            if (row != null) {
                holdings.put(row, loaded(row, model, holdings.get(row), inContact));
            }
        }
        return holdings;
    }

    private Holding installed(int row, ModelDescriptor descriptor, boolean inContact) {
        boolean local = descriptor.isLocal();
        return new Holding(inContact, local, !local, false, local && isAnother(row, descriptor.digest()));
    }

    // What is in memory may be older than what is on disk.
    private Holding loaded(int row, LoadedModel model, @Nullable Holding onDisk, boolean inContact) {
        boolean another = model.digest() == null ? onDisk != null && onDisk.another() : isAnother(row, model.digest());
        return new Holding(
                inContact, onDisk != null && onDisk.installed(), onDisk != null && onDisk.cloud(), true, another);
    }

    // An unknown digest is no other one.
    private boolean isAnother(int row, @Nullable String digest) {
        return digest != null
                && usualDigests.get(row).filter(usual -> !usual.equals(digest)).isPresent();
    }
}
