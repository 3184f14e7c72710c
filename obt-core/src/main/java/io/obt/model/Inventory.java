package io.obt.model;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models installed on one client, by name, each name once.
 *
 * @param fingerprint tells whether the inventory changed: made by the agent, only ever compared by the server; empty when
 *     the agent makes none, null when nothing is known
 */
public record Inventory(@Nullable String fingerprint, List<InstalledModel> models) {
    /** How many models one client may report. */
    public static final int MAX_MODELS = 2_000;

    /** What is known of a client that has not told. */
    public static final Inventory UNKNOWN = new Inventory(null, List.of());

    public Inventory {
        requireNonNull(models, "models");
        models = models.stream()
                .sorted(Comparator.comparing(InstalledModel::name))
                .toList();
        for (int i = 1; i < models.size(); i++) {
            if (models.get(i).name().equals(models.get(i - 1).name())) {
                throw new IllegalArgumentException(
                        "The model '" + models.get(i).name() + "' is listed twice; each name is listed once");
            }
        }
    }

    /** An inventory with a fingerprint over everything it holds, so that whatever can be seen to change changes it. */
    public static Inventory of(List<InstalledModel> models) {
        Inventory inventory = new Inventory(null, models);
        return new Inventory(fingerprintOf(inventory.models), inventory.models);
    }

    private static String fingerprintOf(List<InstalledModel> models) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (InstalledModel model : models) {
                sha256.update(model.toString().getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha256.digest()).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Whether the client ever told. */
    public boolean isKnown() {
        return fingerprint != null;
    }

    public Optional<InstalledModel> find(ModelName name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /** What the models' files take on disk, cloud stubs left out; layers that models share count in each. */
    public long localBytes() {
        long bytes = 0;
        for (InstalledModel model : models) {
            Long size = model.descriptor().sizeBytes();
            bytes += model.descriptor().isLocal() && size != null ? size : 0;
        }
        return bytes;
    }
}
