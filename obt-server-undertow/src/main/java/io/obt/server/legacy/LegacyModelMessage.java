package io.obt.server.legacy;

import io.obt.model.InstalledModel;
import io.obt.model.ModelDescriptor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A model in the first OBT's words, whose readers want every field and know these for unknown: the size 0, the time 0,
 * the digest "", the version "unknown".
 *
 * @param size in bytes
 * @param modified in seconds since 1970
 */
public record LegacyModelMessage(
        String name, List<String> tags, long size, double modified, String version, String digest) {
    static LegacyModelMessage of(InstalledModel model) {
        ModelDescriptor descriptor = model.descriptor();
        return new LegacyModelMessage(
                model.name().toString(),
                List.of(),
                Optional.ofNullable(descriptor.sizeBytes()).orElse(0L),
                Optional.ofNullable(model.modifiedAt())
                                .map(Instant::toEpochMilli)
                                .orElse(0L)
                        / 1_000.0,
                "unknown",
                Optional.ofNullable(descriptor.digest()).orElse(""));
    }
}
